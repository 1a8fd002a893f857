"""What the system can add to protect the secret of a machine: DPAPI on Windows, else nothing.

DPAPI ties the bytes to the Windows account, so that a copied folder alone opens nothing. On other
systems the access rights of the folder are all there is.
"""

import ctypes
import sys

from meihao_desktop.exchange.lockbox import WrongSecret

NONE, DPAPI = "none", "dpapi"
METHOD = DPAPI if sys.platform == "win32" else NONE
_NO_WINDOW = 0x1  # CRYPTPROTECT_UI_FORBIDDEN


class _Blob(ctypes.Structure):
    """DATA_BLOB of the Windows interface."""

    _fields_ = (("size", ctypes.c_uint32), ("data", ctypes.POINTER(ctypes.c_char)))


def guarded(secret: bytes) -> bytes:
    """The secret as it may lie on the disk of this machine."""
    return _dpapi("CryptProtectData", secret) if METHOD == DPAPI else secret


def unguarded(data: bytes, method: str) -> bytes:
    """The secret again; refused on another machine or for another account."""
    if method == NONE:
        return data
    if method != METHOD:
        raise WrongSecret("本机密钥是在另一种系统上生成的，在这台电脑上打不开。")
    return _dpapi("CryptUnprotectData", data)


def _dpapi(name: str, data: bytes) -> bytes:
    if sys.platform != "win32":
        raise WrongSecret("只有 Windows 才有这种保护。")
    buffer = ctypes.create_string_buffer(data, len(data))
    given = _Blob(len(data), ctypes.cast(buffer, ctypes.POINTER(ctypes.c_char)))
    made = _Blob()
    call = getattr(ctypes.windll.crypt32, name)
    if not call(ctypes.byref(given), None, None, None, None, _NO_WINDOW, ctypes.byref(made)):
        raise WrongSecret("Windows 打不开本机密钥：它属于另一台电脑或另一个 Windows 账户。")
    try:
        return ctypes.string_at(made.data, made.size)
    finally:
        ctypes.windll.kernel32.LocalFree(made.data)
