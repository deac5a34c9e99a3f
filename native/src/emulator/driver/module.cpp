// Modules: PTX text becomes runnable kernels and addressable variables.

#include <algorithm>
#include <cstring>
#include <fstream>
#include <sstream>

#include "memory_calls.h"

namespace emulator {

namespace {

struct LoadError {
    CUresult code;
    std::string message;
};

/// Gives variables their memory, then fills it: initial values may hold addresses of other variables.
VariableAddresses placeVariables(CUctx_st& context, CUmod_st& module) {
    VariableAddresses addresses;
    MemoryTable& memory = driver().memory;
    for (const auto& variable : module.parsed->variables) {
        if (variable.space == Space::Shared) {
            addresses.push_back(0);
            continue;
        }
        std::string name(variable.name);
        Allocation& block = memory.allocate(std::max<uint64_t>(variable.bytes, 1), Allocation::Kind::Module,
                                            context.device, &module, "variable " + name);
        std::memset(block.host, 0, block.bytes);
        std::fill(block.written.begin(), block.written.end(), uint8_t{1});
        if (!variable.initial.empty()) std::memcpy(block.host, variable.initial.data(), variable.initial.size());
        block.readOnly = variable.space == Space::Const;
        addresses.push_back(block.address);
        module.variables.push_back({name, block.address, variable.bytes});
    }
    for (size_t i = 0; i < module.parsed->variables.size(); ++i)
        for (const auto& relocation : module.parsed->variables[i].relocations) {
            auto found = module.parsed->variableIndex.find(relocation.symbol);
            if (found == module.parsed->variableIndex.end())
                throw LoadError{CUDA_ERROR_INVALID_PTX, "unknown symbol '" + std::string(relocation.symbol) + "'"};
            uint64_t value = addresses[static_cast<size_t>(found->second)] + static_cast<uint64_t>(relocation.addend);
            std::memcpy(memory.at(addresses[i])->host + relocation.offset, &value, 8);
        }
    return addresses;
}

void checkVersions(const ptx::Module& module) {
    const Settings& settings = driver().settings;
    auto dotted = [](int version) { return std::to_string(version / 10) + "." + std::to_string(version % 10); };
    if (module.version > settings.newestPtx())
        throw LoadError{CUDA_ERROR_UNSUPPORTED_PTX_VERSION, "PTX version " + dotted(module.version) +
                                                                " is newer than " + dotted(settings.newestPtx()) +
                                                                ", the newest this driver knows"};
    int capability = settings.computeMajor * 10 + settings.computeMinor;
    if (module.target > capability)
        throw LoadError{CUDA_ERROR_NO_BINARY_FOR_GPU, "PTX for sm_" + std::to_string(module.target) +
                                                          ", the device is sm_" + std::to_string(capability)};
}

void load(CUctx_st& context, CUmod_st& module, const char* image) {
    if (driver().settings.badImage) throw LoadError{CUDA_ERROR_INVALID_PTX, "refused on demand"};
    if (std::memcmp(image, "\177ELF", 4) == 0 || std::memcmp(image, "\x50\xED\x55\xBA", 4) == 0)
        throw LoadError{CUDA_ERROR_NO_BINARY_FOR_GPU, "the emulator runs PTX text only"};
    try {
        module.parsed = ptx::parse(image);
        checkVersions(*module.parsed);
        VariableAddresses addresses = placeVariables(context, module);
        for (const auto& function : module.parsed->functions) {
            if (!function->isEntry || !function->hasBody) continue;
            auto kernel = std::make_unique<CUfunc_st>();
            kernel->module = &module;
            Builder(*module.parsed, addresses, kernel->program).build(*function);
            module.functions.push_back(std::move(kernel));
        }
    } catch (const ptx::SyntaxError& error) {
        std::string line = module.parsed != nullptr ? ": " + module.parsed->lineText(error.line) : "";
        throw LoadError{CUDA_ERROR_INVALID_PTX,
                        "line " + std::to_string(error.line) + "; error: " + error.message + line};
    }
}

void unload(CUmod_st& module) {
    for (const auto& variable : module.variables)
        if (Allocation* block = driver().memory.startingAt(variable.address))
            driver().memory.release(*block, "cuModuleUnload");
}

/// Copies a message into the log buffer that the caller's options name, and its length over the size.
void fillLog(const std::string& message, unsigned count, CUjit_option* options, void** values) {
    char* buffer = nullptr;
    size_t size = 0;
    void** sizeOut = nullptr;
    for (unsigned i = 0; i < count; ++i) {
        if (options[i] == CU_JIT_ERROR_LOG_BUFFER) buffer = static_cast<char*>(values[i]);
        if (options[i] == CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES) {
            size = reinterpret_cast<size_t>(values[i]) & 0xFFFFFFFF;
            sizeOut = &values[i];
        }
    }
    if (buffer == nullptr || size == 0) return;
    size_t length = std::min(message.size(), size - 1);
    std::memcpy(buffer, message.data(), length);
    buffer[length] = '\0';
    *sizeOut = reinterpret_cast<void*>(length);
}

CUresult loadModule(const char* name, CUmodule* loaded, const void* image, unsigned count, CUjit_option* options,
                    void** values) {
    return contextCall(name, [&](CUctx_st& context) {
        require(loaded != nullptr && image != nullptr);
        auto module = std::make_unique<CUmod_st>();
        module->context = &context;
        try {
            load(context, *module, static_cast<const char*>(image));
        } catch (const LoadError& error) {
            unload(*module);
            fillLog(error.message, count, options, values);
            driver().report(std::string(name) + ": " + error.message);
            fail(error.code);
        }
        driver().handles.insert(module.get());
        for (const auto& function : module->functions) driver().handles.insert(function.get());
        *loaded = module.get();
        context.modules.push_back(std::move(module));
    });
}

}  // namespace

}  // namespace emulator

using namespace emulator;

extern "C" {

CUresult cuModuleLoadData(CUmodule* module, const void* image) {
    return loadModule("cuModuleLoadData", module, image, 0, nullptr, nullptr);
}

CUresult cuModuleLoadDataEx(CUmodule* module, const void* image, unsigned count, CUjit_option* options, void** values) {
    return loadModule("cuModuleLoadDataEx", module, image, count, options, values);
}

CUresult cuModuleLoadFatBinary(CUmodule* module, const void* image) {
    return loadModule("cuModuleLoadFatBinary", module, image, 0, nullptr, nullptr);
}

CUresult cuModuleLoad(CUmodule* module, const char* path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return CUDA_ERROR_FILE_NOT_FOUND;
    std::stringstream text;
    text << file.rdbuf();
    return loadModule("cuModuleLoad", module, text.str().c_str(), 0, nullptr, nullptr);
}

CUresult cuModuleUnload(CUmodule handle) {
    return contextCall(__func__, [&](CUctx_st& context) {
        CUmod_st& module = checkedHandle(handle);
        executeAll(context);
        unload(module);
        for (const auto& function : module.functions) driver().handles.erase(function.get());
        driver().handles.erase(&module);
        auto& all = module.context->modules;
        all.erase(std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.get() == &module; }));
    });
}

CUresult cuModuleGetFunction(CUfunction* found, CUmodule handle, const char* name) {
    return contextCall(__func__, [&](CUctx_st&) {
        for (const auto& function : checkedHandle(handle).functions)
            if (function->program.name == name) {
                *found = function.get();
                return;
            }
        fail(CUDA_ERROR_NOT_FOUND);
    });
}

CUresult cuModuleGetGlobal_v2(CUdeviceptr* address, size_t* bytes, CUmodule handle, const char* name) {
    return contextCall(__func__, [&](CUctx_st&) {
        for (const auto& variable : checkedHandle(handle).variables)
            if (variable.name == name) {
                if (address != nullptr) *address = variable.address;
                if (bytes != nullptr) *bytes = variable.bytes;
                return;
            }
        fail(CUDA_ERROR_NOT_FOUND);
    });
}

CUresult cuModuleGetLoadingMode(CUmoduleLoadingMode* mode) {
    return call(__func__, [&] { *mode = CU_MODULE_EAGER_LOADING; });
}

CUresult cuFuncGetModule(CUmodule* module, CUfunction function) {
    return contextCall(__func__, [&](CUctx_st&) { *module = checkedHandle(function).module; });
}
}
