"""Every sentence this package says to a person, in English and Chinese. It imports nothing of ours."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sentence in both languages. Placeholders in braces are the same in both."""

    en: str
    zh: str

    def filled(self, **values: object) -> "Phrase":
        """The phrase with its placeholders replaced."""
        return Phrase(self.en.format(**values), self.zh.format(**values))


# --- Files and their formats ------------------------------------------------------------------------------------------
FILE_UNREADABLE = Phrase("{name} cannot be read: {reason}.", "无法读取 {name}：{reason}。")
CHECK_PERMISSIONS = Phrase("Check the path and the file's permissions.", "请检查路径和文件权限。")
FILE_CUT_OFF = Phrase(
    "{name} is cut off: it has {file_bytes} bytes and needs at least {needed_bytes}.",
    "{name} 不完整：现有 {file_bytes} 字节，至少应有 {needed_bytes} 字节。",
)
LIST_DAMAGED = Phrase(
    "{name} is damaged: its list of tensors cannot be read.", "{name} 已损坏：无法读取其中的张量列表。"
)
TENSOR_DAMAGED = Phrase(
    "{name} is damaged: what it says about the tensor {tensor} cannot be true.",
    "{name} 已损坏：其中关于张量 {tensor} 的说明不可能成立。",
)
DOWNLOAD_AGAIN = Phrase(
    "Download the file again and compare its size and hash.", "请重新下载，并核对文件大小和哈希值。"
)
TYPE_UNREADABLE = Phrase(
    "{name} holds the tensor {tensor} as {type}, which cannot be read.",
    "{name} 中的张量 {tensor} 以 {type} 存储，无法读取。",
)
ANOTHER_FORM = Phrase(
    "Use a release of the model in float32, float16 or bfloat16, or one in GPTQ form.",
    "请改用 float32、float16、bfloat16 或 GPTQ 格式的发布版本。",
)
PICKLE_REFUSED = Phrase(
    "{name} asks for {wanted}, which no checkpoint needs.", "{name} 要求 {wanted}，模型文件不需要它。"
)
PICKLE_MAY_HARM = Phrase(
    "Nothing of it was run. Get the file from its publisher; a .safetensors release cannot carry code at all.",
    "文件中没有任何代码被执行。请从发布者处获取文件；.safetensors 格式不会携带代码。",
)
NOT_TORCH = Phrase("{name} is not a file of torch's.", "{name} 不是 torch 的文件。")
NO_TENSORS = Phrase("{name} holds no tensors with names.", "{name} 中没有带名称的张量。")
CHOOSE_CHECKPOINT = Phrase(
    "Choose a checkpoint: a file or folder with a model's weights.", "请选择含有模型权重的文件或文件夹。"
)
COMPRESSED = Phrase("{name} is compressed, or protected with a password.", "{name} 经过压缩或设有密码。")
UNPACK_FIRST = Phrase("Unpack it first, and choose the checkpoint inside.", "请先解压，再选择其中的模型文件。")
BIG_ENDIAN = Phrase("{name} was written on a big-endian machine.", "{name} 由大端序机器写成。")
KEY_MISSING = Phrase("{name} is encrypted, and no key was given.", "{name} 已加密，但没有给出密钥文件。")
KEY_WRONG = Phrase(
    "{name} does not open with {key} ({key_bytes} bytes), or was damaged on its way.",
    "用 {key}（{key_bytes} 字节）解不开 {name}，或者 {name} 在下载中损坏。",
)
KEY_NEEDED = Phrase(
    "The key is {name} of Meta's LLaMA-1 7B, for the 13B releases as well: about {key_bytes} bytes, md5 {md5}. "
    "A converted LLaMA, Llama 2 or an incomplete download does not work.",
    "密钥是 Meta 的 LLaMA-1 7B 中的 {name}，13B 版本也用它：约 {key_bytes} 字节，md5 为 {md5}。"
    "转换过格式的 LLaMA、Llama 2 或没有下载完整的文件都不行。",
)
HASHES_DIFFER = Phrase(
    "{name} is damaged: its name and its first bytes tell different hashes.",
    "{name} 已损坏：文件名与文件开头的哈希值不一致。",
)
NOT_LEGACY = Phrase("{name} is not a ggml, ggmf or ggjt file.", "{name} 不是 ggml、ggmf 或 ggjt 文件。")
LEGACY_VERSION = Phrase(
    "{name} says that it is {form} version {version}, which nobody published.",
    "{name} 自称是 {form} 第 {version} 版，这个版本从未发布过。",
)
LEGACY_TYPE = Phrase(
    "{name} holds the tensor {tensor} in type {type} of {form} version {version}, which is not known any more.",
    "{name} 中的张量 {tensor} 使用 {form} 第 {version} 版的类型 {type}，现已无从读取。",
)
USE_PLAIN = Phrase("Convert the model's original release instead of this file.", "请改为转换该模型的原始发布版本。")


# --- Quantised matrices -----------------------------------------------------------------------------------------------
PARTS_DISAGREE = Phrase(
    "The parts of the quantised tensor {tensor} do not fit one another.", "量化张量 {tensor} 的各个部分互不相符。"
)
BITS_UNKNOWN = Phrase(
    "The tensor {tensor} is quantised to a number of bits that is not known.", "张量 {tensor} 的量化位数未知。"
)
