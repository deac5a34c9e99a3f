// Devices and their attributes.

#include <cstdio>
#include <cstring>

#include "context.h"

using namespace emulator;

namespace {

const Settings& settings() { return driver().settings; }

void checkDevice(CUdevice device) { require(device >= 0 && device < settings().devices, CUDA_ERROR_INVALID_DEVICE); }

int attributeOf(int attribute, CUdevice device) {
    if (auto set = settings().attributes.find(attribute); set != settings().attributes.end()) return set->second;
    bool turing = settings().computeMajor < 8;
    switch (attribute) {
        case 1:
        case 2:
        case 3: return 1024;        // threads a block, x, y
        case 4: return 64;          // z
        case 5: return 2147483647;  // blocks x
        case 6:
        case 7: return 65535;
        case 8: return 49152;        // shared memory a block
        case 9: return 65536;        // constant memory
        case 10: return 32;          // warp
        case 11: return 2147483647;  // pitch
        case 12:
        case 82: return 65536;      // registers
        case 13: return 1'500'000;  // kHz
        case 14: return 512;        // texture alignment
        case 15:
        case 19:
        case 31:
        case 41:
        case 78:
        case 83:
        case 90:
        case 91:
        case 92:
        case 95:
        case 99:
        case 102:
        case 115: return 1;          // overlap, mapped memory, …, memory pools
        case 16: return 4;           // multiprocessors
        case 33: return device + 1;  // PCI bus
        case 36: return 1'000'000;
        case 37: return 256;                   // bus width
        case 38: return 4 << 20;               // L2
        case 39: return turing ? 1024 : 2048;  // threads a multiprocessor
        case 40: return 2;                     // copy engines
        case 75: return settings().computeMajor;
        case 76: return settings().computeMinor;
        case 81: return turing ? 65536 : 233472;
        case 97: return turing ? 65536 : 232448;  // opt-in shared memory a block
        case 106: return turing ? 16 : 32;        // blocks a multiprocessor
        case 111: return turing ? 0 : 1024;
        default: return 0;
    }
}

}  // namespace

extern "C" {

CUresult cuDriverGetVersion(int* version) {
    std::lock_guard<std::recursive_mutex> guard(driver().lock);
    if (version == nullptr) return CUDA_ERROR_INVALID_VALUE;
    *version = settings().driverVersion;
    return CUDA_SUCCESS;
}

CUresult cuDeviceGetCount(int* count) {
    return call(__func__, [&] { *count = settings().devices; });
}

CUresult cuDeviceGet(CUdevice* device, int ordinal) {
    return call(__func__, [&] {
        checkDevice(ordinal);
        *device = ordinal;
    });
}

CUresult cuDeviceGetName(char* name, int length, CUdevice device) {
    return call(__func__, [&] {
        checkDevice(device);
        require(length > 0);
        std::snprintf(name, static_cast<size_t>(length), "Culebra Emulated GPU %d", device);
    });
}

CUresult cuDeviceGetUuid(CUuuid* uuid, CUdevice device) {
    return call(__func__, [&] {
        checkDevice(device);
        std::memcpy(uuid->bytes, "culebra-emulator", 16);
        uuid->bytes[15] = static_cast<char>(device);
    });
}

CUresult cuDeviceGetUuid_v2(CUuuid* uuid, CUdevice device) { return cuDeviceGetUuid(uuid, device); }

CUresult cuDeviceTotalMem_v2(size_t* bytes, CUdevice device) {
    return call(__func__, [&] {
        checkDevice(device);
        *bytes = settings().memoryBytes;
    });
}

CUresult cuDeviceGetAttribute(int* value, CUdevice_attribute attribute, CUdevice device) {
    return call(__func__, [&] {
        checkDevice(device);
        require(attribute > 0 && static_cast<int>(attribute) < 256);
        *value = attributeOf(attribute, device);
    });
}

CUresult cuDeviceComputeCapability(int* major, int* minor, CUdevice device) {
    return call(__func__, [&] {
        checkDevice(device);
        *major = settings().computeMajor;
        *minor = settings().computeMinor;
    });
}

CUresult cuDeviceGetPCIBusId(char* text, int length, CUdevice device) {
    return call(__func__, [&] {
        checkDevice(device);
        require(length >= 13);
        std::snprintf(text, static_cast<size_t>(length), "0000:%02x:00.0", device + 1);
    });
}

CUresult cuDeviceGetByPCIBusId(CUdevice* device, const char* text) {
    return call(__func__, [&] {
        int bus = 0;
        require(std::sscanf(text, "0000:%x:00.0", &bus) == 1 || std::sscanf(text, "%x:00.0", &bus) == 1);
        checkDevice(bus - 1);
        *device = bus - 1;
    });
}

CUresult cuDeviceCanAccessPeer(int* can, CUdevice device, CUdevice peer) {
    return call(__func__, [&] {
        checkDevice(device);
        checkDevice(peer);
        *can = device != peer ? 1 : 0;
    });
}
}
