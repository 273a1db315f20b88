"""Averages weights of several runs from one start: `python -m training.average OUT A.pt 0.5 B.pt 0.3 C.pt 0.2`.

Runs that began at the same weights lie in one basin, and their mean generalises better than each (Wortsman et al. 2022,
"Model soups"). The shares are given, and add up to one.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch import Tensor


def average(states: list[dict[str, Tensor]], shares: list[float]) -> dict[str, Tensor]:
    """The weighted mean of states with the same names and shapes; `shares` add up to one."""
    if abs(sum(shares) - 1) > 1e-6:
        raise ValueError(f"the shares {shares} add up to {sum(shares)}, not to one")
    out = {}
    for name, value in states[0].items():
        if value.dtype.is_floating_point:
            out[name] = torch.stack([s[name] * share for s, share in zip(states, shares, strict=True)]).sum(0)
        else:
            out[name] = value
    return out


def main() -> None:
    """Reads the options and averages."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("weights", nargs="+", help="a file and its share, in turn")
    given = parser.parse_args()
    files, shares = given.weights[::2], [float(share) for share in given.weights[1::2]]
    if len(files) != len(shares):
        parser.error("each file needs its share after it")
    torch.save(average([torch.load(file, weights_only=True) for file in files], shares), given.out)
    print(f"{given.out}: {', '.join(f'{share} of {file}' for file, share in zip(files, shares, strict=True))}")


if __name__ == "__main__":
    main()
