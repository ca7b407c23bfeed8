"""A pseudo-terminal with a program that reads it, as an SSH login has. Commands on stdin:
key (somebody presses one), print (the program writes). Answers `ok`; the first line is the terminal."""

import os
import sys
import tty

master, slave = os.openpty()
tty.setraw(slave)
print(os.ttyname(slave), flush=True)
for line in sys.stdin:
    command = line.strip()
    if command == "key":
        os.write(master, b"k")
        os.read(slave, 1)
    elif command == "print":
        os.write(slave, b"output")
        os.read(master, 64)
    print("ok", flush=True)
