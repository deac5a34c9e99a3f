// Runs every test, or those whose name contains the second argument: emulator-test TESTDIR [PART]

#include "harness.h"

int main(int argc, char** argv) {
    if (argc < 2) return 2;
    test::directory = argv[1];
    std::string part = argc > 2 ? argv[2] : "";
    int count = 0;
    for (const auto& [name, body] : test::all()) {
        if (std::string(name).find(part) == std::string::npos) continue;
        int before = test::failures;
        body();
        ++count;
        if (test::failures != before) std::fprintf(stderr, "FAILED %s\n", name);
    }
    std::printf("%d tests, %d checks, %d failures\n", count, test::checks, test::failures);
    return test::failures == 0 && count > 0 ? 0 : 1;
}
