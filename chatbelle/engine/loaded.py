"""A model in memory with all that belongs to it: vocabulary, prompts, its live cache and the states it has kept."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import llama_cpp

from chatbelle.engine.adapters import Adapters
from chatbelle.engine.ahead import Guessing
from chatbelle.engine.belle import FORMATS, belle_format_named_in, with_eos
from chatbelle.engine.draft import Beside, open_draft
from chatbelle.engine.fitting import first_tokens, plan_to_fit
from chatbelle.engine.gpu import free_gpu_bytes
from chatbelle.engine.identity import library_digest, model_digest
from chatbelle.engine.kv_state import can_be_taken_out
from chatbelle.engine.live_cache import LiveCache
from chatbelle.engine.loading import attention_of, create_context, load_model, no_context
from chatbelle.engine.prompts import PromptFormat, Prompts
from chatbelle.engine.protocol import CacheType, Loading, Sampling
from chatbelle.engine.recommended import recommended_sampling
from chatbelle.engine.snapshot_folder import SnapshotFolder
from chatbelle.engine.snapshot_store import SnapshotStore
from chatbelle.engine.snapshots import Setup
from chatbelle.engine.stop_flag import StopFlag
from chatbelle.engine.template import JinjaFormat
from chatbelle.engine.threads import this_machines_cores
from chatbelle.engine.tuned import Attention, Tuning
from chatbelle.engine.tuning.deciding import gpu_layers
from chatbelle.engine.tuning.tuner import Tuner, tuning_for
from chatbelle.engine.vocabulary import Vocabulary
from chatbelle.errors import ModelError
from chatbelle.gguf_header import GGUFHeader, read_gguf_header
from chatbelle.gguf_soundness import check_soundness
from chatbelle.memory import BATCH_TOKENS, MemoryPlan, activations_bytes, footprint, free_memory_bytes
from chatbelle.paths import snapshots_folder

SHARE_FOR_SNAPSHOTS = 1 / 8  # of the memory that is free once the model is there
MOST_SNAPSHOT_BYTES = 512 * 1024**2  # in memory, for chats that must not touch the disk


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """What a token loop needs."""

    name: str
    recommended: Sampling
    context_tokens: int
    vocabulary: Vocabulary
    prompts: Prompts
    cache: LiveCache
    adapters: Adapters
    snapshots: SnapshotStore | None  # None where states cannot be taken out
    guessing: Guessing | None  # None where a model cannot step back, or must not guess
    tuner: Tuner
    pointer: "llama_cpp.llama_model_p"

    def free(self) -> None:
        """Free it all; what is not on disk yet goes there first."""
        if self.snapshots:
            self.snapshots.close()
        if self.guessing and self.guessing.draft:
            self.guessing.draft.free()
        self.cache.free()
        llama_cpp.llama_model_free(self.pointer)


def load(
    model: Path,
    loading: Loading,
    on_progress: Callable[[float], None],
    cancelled: Callable[[], bool],
    stop_flag: StopFlag,
) -> LoadedModel:
    """Load a model, until `cancelled` says so; the flag stops its computations.

    Raises ModelError, NotEnoughMemory, ContextTooLarge, TemplateError or LoadCancelled, and leaves nothing behind.
    """
    header = read_gguf_header(model)
    check_soundness(header)
    digest = model_digest(header)
    found = tuning_for(digest, loading, this_machines_cores())
    more_bytes = activations_bytes(header, found.tuning.batch_tokens) - activations_bytes(header, BATCH_TOKENS)
    free_bytes = free_memory_bytes() - more_bytes
    plan = plan_to_fit(header, with_tuned_cache(loading, found.tuning), free_bytes)
    cache_bytes = footprint(header, plan.cache_type).token_bytes * plan.context_tokens
    layers = gpu_layers(header.number("block_count"), header.weights_bytes, cache_bytes, free_gpu_bytes())
    pointer = load_model(header, plan, layers, on_progress, cancelled)
    vocabulary = Vocabulary(llama_cpp.llama_model_get_vocab(pointer))
    movable = can_be_taken_out(pointer)
    try:
        prompts = Prompts(choose_format(header, loading.prompt_format, vocabulary), vocabulary)
        room_tokens = first_tokens(header, plan, free_bytes) if movable else plan.context_tokens
        tuner = Tuner(pointer, header, plan, found, layers, stop_flag)
        cache = open_cache(pointer, header, plan, tuner, room_tokens, stop_flag)
    except ModelError:
        llama_cpp.llama_model_free(pointer)
        raise
    setup = Setup(digest, library_digest(), plan.cache_type.name, attention_of(plan, found.tuning))
    snapshots = open_snapshots(setup, loading.snapshot_bytes, prompts) if movable else None
    recommended = recommended_sampling(header, prompts.format.name)
    adapters = Adapters(pointer, header)
    guesses = movable and loading.guess_ahead
    beside = Beside(vocabulary, plan.context_tokens, cache_bytes, stop_flag, tuner.watch)
    return LoadedModel(
        header.name,
        recommended,
        plan.context_tokens,
        vocabulary,
        prompts,
        cache,
        adapters,
        snapshots,
        Guessing(open_draft(loading.draft, beside)) if guesses else None,
        tuner,
        pointer,
    )


def with_tuned_cache(loading: Loading, tuning: Tuning) -> Loading:
    """The precision of the KV cache as the person asked for, else as tuned, else by fit."""
    quantised = tuning.attention is Attention.FLASH_Q8_0 and not loading.cache_type
    return replace(loading, cache_type=CacheType.Q8_0) if quantised else loading


def choose_format(header: GGUFHeader, asked: str | None, vocabulary: Vocabulary) -> PromptFormat:
    """The person's choice, BELLE's own for a BELLE model, else the file's template, else plain continuation.

    Raises TemplateError.
    """
    bos_text, eos_text = vocabulary.text_of_special(vocabulary.bos), vocabulary.text_of_special(vocabulary.eos)
    belle = FORMATS.get(asked or "") or (None if asked else belle_format_named_in(header))
    template = header.text("tokenizer.chat_template")
    if belle or not template:
        return with_eos(belle or FORMATS["continue"], eos_text)
    return JinjaFormat(template, bos_text, eos_text)


def open_cache(
    pointer: "llama_cpp.llama_model_p",
    header: GGUFHeader,
    plan: MemoryPlan,
    tuner: Tuner,
    room_tokens: int,
    stop_flag: StopFlag,
) -> LiveCache:
    """The model's live cache, which grows within the plan and the memory that is free then. Raises NotEnoughMemory."""
    token_bytes = footprint(header, plan.cache_type).token_bytes
    tuning = tuner.computing.tuning  # what is measured later is for the next loading: contexts must be alike

    def create(tokens: int) -> "llama_cpp.llama_context_p | None":
        fits = tokens <= room_tokens or tokens * token_bytes <= free_memory_bytes()
        return create_context(pointer, plan, tuning, tokens) if fits else None

    try:
        return LiveCache(create, plan.context_tokens, room_tokens, stop_flag, tuner.watch)
    except MemoryError as error:
        raise no_context(header) from error


def open_snapshots(setup: Setup, budget_bytes: int, prompts: Prompts) -> SnapshotStore:
    """What this model has kept with these settings, and may keep; the prompts learn the answers in it."""
    folder = SnapshotFolder(snapshots_folder(), setup.digest(), budget_bytes) if budget_bytes else None
    store = SnapshotStore(folder, min(MOST_SNAPSHOT_BYTES, int(free_memory_bytes() * SHARE_FOR_SNAPSHOTS)))
    for span in store.spans:
        for answer in span.answers:
            prompts.remember(answer.text_digest, answer.tokens)
    return store
