"""The memory of the graphics processors that this llama.cpp can use."""

import ctypes

import llama_cpp

_GPU, _INTEGRATED_GPU = 1, 2  # ggml_backend_dev_type


def free_gpu_bytes() -> int | None:
    """What is free on all of them together; 0 where there is none, None where llama.cpp cannot be asked.

    The functions are exported and not bound; on Windows they lie in a library of their own, out of reach.
    """
    if not llama_cpp.llama_supports_gpu_offload():
        return 0
    library = llama_cpp.llama_cpp._lib
    sizes = ctypes.POINTER(ctypes.c_size_t)
    try:
        library.ggml_backend_dev_count.restype = ctypes.c_size_t
        library.ggml_backend_dev_get.argtypes = [ctypes.c_size_t]
        library.ggml_backend_dev_get.restype = ctypes.c_void_p
        library.ggml_backend_dev_type.argtypes = [ctypes.c_void_p]
        library.ggml_backend_dev_memory.argtypes = [ctypes.c_void_p, sizes, sizes]
        library.ggml_backend_dev_memory.restype = None
    except AttributeError:
        return None
    free_bytes = 0
    for number in range(library.ggml_backend_dev_count()):
        device = library.ggml_backend_dev_get(number)
        if library.ggml_backend_dev_type(device) in (_GPU, _INTEGRATED_GPU):
            free, total = ctypes.c_size_t(), ctypes.c_size_t()
            library.ggml_backend_dev_memory(device, ctypes.byref(free), ctypes.byref(total))
            free_bytes += free.value
    return free_bytes
