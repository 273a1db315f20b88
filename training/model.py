"""The encoder and its heads in PyTorch: MiniLM's six layers, three features beside the words, a CRF, links, names.

Written out here rather than taken from a library for three reasons: the features join the embeddings, the graph that is
exported stays small and known, and it trains four times faster on a CPU (fused attention, bfloat16 products, dropout
from a pool of masks).
"""

from __future__ import annotations

from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from sayso.attribute.decode import TAGS
from sayso.attribute.links import FACTS
from sayso.encode.encoder import LINK, NAMES
from sayso.encode.quotes import STATES
from sayso.encode.tokens import BREAKS, SHAPES
from training.data import SPEECH

HIDDEN, LAYERS, HEADS, INNER = 384, 6, 12, 1536

ENDS = 8  # two ends each of: cue to source, source, cue to content, content


class Dropout(nn.Module):
    """Dropout whose masks are slices of one pool: drawing fresh ones costs a CPU more than the layer itself."""

    pool: Tensor | None = None

    def __init__(self, rate: float):
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.rate:
            return x
        if Dropout.pool is None:
            Dropout.pool = torch.rand(1 << 24)
        size = x.numel()
        start = int(torch.randint(0, (1 << 24) - size, ()))
        mask = (Dropout.pool[start : start + size] >= self.rate).view_as(x)
        return x * mask / (1 - self.rate)


class Layer(nn.Module):
    """One transformer layer, as in BERT (normalised after each sum)."""

    def __init__(self, dropout: float):
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(HIDDEN, HIDDEN) for _ in range(3))
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up, self.down = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.drop = Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = (f(x).view(batch, length, HEADS, -1).transpose(1, 2) for f in (self.query, self.key, self.value))
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=mask.to(q.dtype))
        x = self.norm1(x + self.drop(self.out(seen.transpose(1, 2).reshape(batch, length, HIDDEN))).float())
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))).float())


class Reader(nn.Module):
    """Pieces and features in; emissions of tags, names and parts of speech and link vectors out, one row a piece."""

    def __init__(self, dropout: float = 0.1, vocabulary: int = 30522):
        super().__init__()
        self.words = nn.Embedding(vocabulary, HIDDEN)
        self.places = nn.Embedding(512, HIDDEN)
        self.shapes = nn.Embedding(len(SHAPES), HIDDEN)
        self.quotes = nn.Embedding(len(STATES), HIDDEN)
        self.breaks = nn.Embedding(len(BREAKS), HIDDEN)
        for extra in (self.shapes, self.quotes, self.breaks):
            nn.init.zeros_(extra.weight)  # the pretrained encoder starts undisturbed
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.drop = Dropout(dropout)
        self.tags = nn.Linear(HIDDEN, len(TAGS))
        self.names = nn.Linear(HIDDEN, len(NAMES))
        self.speech = nn.Linear(HIDDEN, len(SPEECH))
        self.ends = nn.Linear(HIDDEN, ENDS * LINK)
        self.crf = CRF(len(TAGS))
        self.pair_source = nn.Linear(FACTS, 1, bias=False)
        self.pair_content = nn.Linear(FACTS, 1, bias=False)
        self.no_source = nn.Linear(LINK, 1)

    def load_pretrained(self, file: Path) -> None:
        """Takes MiniLM's weights from its safetensors file."""
        given = load_file(str(file))
        e = "embeddings."
        self.words.weight.data.copy_(given[e + "word_embeddings.weight"])
        self.places.weight.data.copy_(given[e + "position_embeddings.weight"])
        self.places.weight.data += given[e + "token_type_embeddings.weight"][0]  # always type 0: folded in
        self.norm.weight.data.copy_(given[e + "LayerNorm.weight"])
        self.norm.bias.data.copy_(given[e + "LayerNorm.bias"])
        names = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "out": "attention.output.dense",
            "norm1": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm2": "output.LayerNorm",
        }
        for number, layer in enumerate(self.layers):
            for ours, theirs in names.items():
                for kind in ("weight", "bias"):
                    getattr(getattr(layer, ours), kind).data.copy_(given[f"encoder.layer.{number}.{theirs}.{kind}"])

    def encode(self, pieces: Tensor, shapes: Tensor, quotes: Tensor, breaks: Tensor, mask: Tensor) -> Tensor:
        """(batch, length) each, `mask` 1 where there is a piece; gives (batch, length, HIDDEN)."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = (
            self.words(pieces)
            + self.places(places)[None]
            + self.shapes(shapes)
            + self.quotes(quotes)
            + self.breaks(breaks)
        )
        x = self.drop(self.norm(x))
        hide = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, hide)
        return x

    def forward(
        self, pieces: Tensor, shapes: Tensor, quotes: Tensor, breaks: Tensor, mask: Tensor
    ) -> tuple[Tensor, ...]:
        """What the exported graph gives: tags, names and link ends, (batch, length, …) each."""
        x = self.encode(pieces, shapes, quotes, breaks, mask)
        return self.tags(x), self.names(x), self.ends(x)


class CRF(nn.Module):
    """A linear-chain conditional random field (Lafferty et al. 2001) in which an I never follows another's B or I."""

    def __init__(self, count: int):
        super().__init__()
        self.start = nn.Parameter(torch.zeros(count))
        self.move = nn.Parameter(torch.zeros(count, count))
        legal, begin = torch.ones(count, count, dtype=torch.bool), torch.ones(count, dtype=torch.bool)
        for tag, name in enumerate(TAGS[:count]):
            if name.startswith("I-"):
                begin[tag] = False
                for before, other in enumerate(TAGS[:count]):
                    legal[before, tag] = other[2:] == name[2:] and other != "O"
        self.register_buffer("illegal", torch.where(legal, 0.0, -1e4))
        self.register_buffer("illegal_start", torch.where(begin, 0.0, -1e4))

    def loss(self, emissions: Tensor, tags: Tensor, mask: Tensor, starts: Tensor) -> Tensor:
        """Summed negative log likelihood; (batch, words, tags), (batch, words), mask, and which rows begin a text."""
        move = self.move + self.illegal
        length = emissions.shape[1]
        # a window that begins inside a text may begin inside a span
        begin = self.start + torch.where(
            starts[:, None], self.illegal_start[None], torch.zeros_like(self.illegal_start)[None]
        )
        alpha = begin + emissions[:, 0]
        gold = begin.gather(1, tags[:, :1])[:, 0] + emissions[:, 0].gather(1, tags[:, :1])[:, 0]
        steps = emissions[:, 1:].gather(2, tags[:, 1:, None])[..., 0] + move[tags[:, :-1], tags[:, 1:]]
        gold = gold + (steps * mask[:, 1:]).sum(1)
        for t in range(1, length):
            new = torch.logsumexp(alpha[:, :, None] + move[None], dim=1) + emissions[:, t]
            alpha = torch.where(mask[:, t, None], new, alpha)
        return ((torch.logsumexp(alpha, dim=1) - gold) * mask[:, 0]).sum()  # a row without labels costs nothing
