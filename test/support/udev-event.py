"""Sends one event in the format of libudev to the listeners of udev's multicast group, in the network
namespace it runs in. Arguments: PROPERTY=value. Needs root; needs no udevd and no such device."""

import socket
import struct
import sys

NETLINK_KOBJECT_UEVENT = 15
GROUP_UDEV = 2
MAGIC = 0xFEEDCAFE
HEADER_BYTES = 40


def string_hash(text):
    """MurmurHash2 with seed 0, by which monitors filter subsystems inside the kernel."""
    data, m = text.encode(), 0x5BD1E995
    mask = 0xFFFFFFFF
    value = len(data)
    whole = len(data) // 4 * 4
    for (word,) in struct.iter_unpack("<I", data[:whole]):
        word = word * m & mask
        word ^= word >> 24
        value = (value * m & mask) ^ (word * m & mask)
    rest = data[whole:]
    if rest:
        value = (value ^ int.from_bytes(rest, "little")) * m & mask
    value ^= value >> 13
    value = value * m & mask
    return value ^ value >> 15


properties = dict(argument.split("=", 1) for argument in sys.argv[1:])
payload = b"".join(f"{key}={value}\0".encode() for key, value in properties.items())
devtype = properties.get("DEVTYPE")
header = (
    b"libudev\0"
    + struct.pack(">I", MAGIC)
    + struct.pack("=III", HEADER_BYTES, HEADER_BYTES, len(payload))
    + struct.pack(">IIII", string_hash(properties["SUBSYSTEM"]), string_hash(devtype) if devtype else 0, 0, 0)
)
with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_KOBJECT_UEVENT) as sender:
    sender.bind((0, 0))
    sender.sendto(header + payload, (0, GROUP_UDEV))
