"""Windows: a job object holds a child's memory, forbids it children, and ends it with us."""

import ctypes
import subprocess
import sys

MEMORY_BYTES = 1536 * 1024 * 1024
MOST_PROCESSES = 2  # the python of a virtual environment only starts the real one

if sys.platform == "win32":
    from ctypes import wintypes

    _EXTENDED_LIMITS = 9
    _ACTIVE_PROCESS, _PROCESS_MEMORY = 0x8, 0x100
    _DIE_ON_UNHANDLED_EXCEPTION, _KILL_ON_JOB_CLOSE = 0x400, 0x2000

    class _BasicLimits(ctypes.Structure):
        """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

        _fields_ = (
            ("PerProcessUserTimeLimit", ctypes.c_int64),
            ("PerJobUserTimeLimit", ctypes.c_int64),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class _ExtendedLimits(ctypes.Structure):
        """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

        _fields_ = (
            ("Basic", _BasicLimits),
            ("IoInfo", ctypes.c_uint64 * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.CreateJobObjectW.restype = wintypes.HANDLE
    _kernel.CreateJobObjectW.argtypes = (wintypes.LPVOID, wintypes.LPCWSTR)
    _kernel.SetInformationJobObject.argtypes = (
        *(wintypes.HANDLE, ctypes.c_int, wintypes.LPVOID, wintypes.DWORD),
    )
    _kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
    _kernel.CloseHandle.argtypes = (wintypes.HANDLE,)

    def confine(process: subprocess.Popen[bytes]) -> int:
        """Put the process into a job of its own; the job's handle, closing which ends it."""
        handle = int(process._handle)  # noqa: SLF001  # pyright: ignore[reportAttributeAccessIssue]
        limits = _ExtendedLimits()
        limits.Basic.LimitFlags = (
            _ACTIVE_PROCESS | _PROCESS_MEMORY | _DIE_ON_UNHANDLED_EXCEPTION | _KILL_ON_JOB_CLOSE
        )
        limits.Basic.ActiveProcessLimit = MOST_PROCESSES
        limits.ProcessMemoryLimit = MEMORY_BYTES
        job = _kernel.CreateJobObjectW(None, None)
        told = ctypes.byref(limits), ctypes.sizeof(limits)
        is_set = _kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, *told)
        if not is_set or not _kernel.AssignProcessToJobObject(job, handle):
            fault = ctypes.get_last_error()
            _kernel.CloseHandle(job)
            raise ctypes.WinError(fault)
        return job

    def release(job: int) -> None:
        """Close the job, which ends the process in it."""
        _kernel.CloseHandle(job)

else:

    def confine(_process: subprocess.Popen[bytes]) -> int:
        """Elsewhere the child confines itself."""
        return 0

    def release(_job: int) -> None:
        """Nothing to close."""
