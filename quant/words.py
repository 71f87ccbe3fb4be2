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


# Checkpoints: what is wrong with them
GET_THE_CHECKPOINT_AGAIN = Phrase("Download this checkpoint again.", "请重新下载这个模型。")
VALUES_ARE_NO_NUMBERS = Phrase("A tensor holds values that are not finite numbers.", "有一个张量里的数值不是有限的数。")
NOT_JSON = Phrase("{name} is not readable JSON.", "{name} 不是可读的 JSON。")
CONFIG_LACKS = Phrase("config.json has no usable “{key}”.", "config.json 里没有可用的 “{key}”。")
TENSOR_IS_SHORT = Phrase("The tensor {name} ends too early.", "张量 {name} 不完整。")
TENSOR_IS_MISSING = Phrase("The tensor {name} is missing.", "缺少张量 {name}。")
TENSOR_IS_UNKNOWN = Phrase(
    "The tensor {name} belongs to no known part of this model.", "张量 {name} 不属于这个模型的任何已知部分。"
)
CHECK_THE_CONFIG = Phrase(
    "Check that config.json and the weights belong together.", "请检查 config.json 与权重文件是否配套。"
)
WRONG_SHAPE = Phrase(
    "The tensor {name} has the shape {found}; config.json says {expected}.",
    "张量 {name} 的形状是 {found}，而 config.json 说是 {expected}。",
)
UNKNOWN_DTYPE = Phrase("The tensor {name} holds {dtype} values.", "张量 {name} 的数值类型是 {dtype}。")
ONLY_FLOATS = Phrase(
    "Only float32, float16 and bfloat16 weights are converted.", "只能转换 float32、float16 和 bfloat16 的权重。"
)
UNKNOWN_ARCHITECTURE = Phrase("The architecture “{name}” cannot be converted.", "无法转换 “{name}” 这种架构。")
KNOWN_ARCHITECTURES = Phrase(
    "Known are llama, mistral, bloom, qwen2 and qwen3.", "目前支持 llama、mistral、bloom、qwen2 和 qwen3。"
)
UNKNOWN_ROPE = Phrase("The position scaling “{name}” is not known.", "不认识 “{name}” 这种位置缩放方式。")

# Vocabularies
NO_VOCABULARY = Phrase(
    "There is no tokenizer.model and no tokenizer.json.", "找不到 tokenizer.model 或 tokenizer.json。"
)
PUT_THE_VOCABULARY_BESIDE = Phrase(
    "Put the tokenizer's files of this model beside its weights.", "请把这个模型的分词器文件放在权重旁边。"
)
UNKNOWN_TOKENIZER = Phrase(
    "This tokenizer splits text in a way that llama.cpp is not known to follow: {which}.",
    "这个分词器切分文字的方式不在 llama.cpp 已知的范围内：{which}。",
)
A_WRONG_SPLIT_DAMAGES = Phrase(
    "A guess would damage the answers unnoticed, so nothing was written.",
    "乱猜会悄悄损害回答，所以没有写出任何文件。",
)
DAMAGED_VOCABULARY = Phrase("{name} is damaged: {reason}.", "{name} 已损坏：{reason}。")
TOO_FEW_ROWS = Phrase(
    "The vocabulary has {tokens} tokens, the embedding only {rows} rows.",
    "词表有 {tokens} 个词，而嵌入矩阵只有 {rows} 行。",
)

# Targets
TARGET_EXISTS = Phrase("{path} exists already.", "{path} 已经存在。")
CHOOSE_ANOTHER_TARGET_OR_FORCE = Phrase("Choose another name, or add --force.", "请换一个名字，或者加上 --force。")
TARGET_IS_A_FOLDER = Phrase("{path} is a folder.", "{path} 是一个文件夹。")
NAME_A_FILE = Phrase("Name the file to write, such as model.gguf.", "请写出文件名，例如 model.gguf。")
NO_SUCH_FOLDER = Phrase("The folder {path} does not exist.", "文件夹 {path} 不存在。")
MAKE_THE_FOLDER = Phrase("Make it first, or choose another place.", "请先建好它，或者换一个位置。")
WRITING_FAILED = Phrase("Writing {path} failed: {reason}.", "写入 {path} 失败：{reason}。")
DISK_IS_TOO_SMALL = Phrase(
    "The result needs {need} GiB, and {free} GiB is free there.", "结果需要 {need} GiB，而那里只剩 {free} GiB。"
)
MAKE_ROOM = Phrase("Make room, or choose another disk.", "请腾出空间，或者换一块磁盘。")
GGML_IS_MISSING = Phrase("llama-cpp-python is not installed.", "没有安装 llama-cpp-python。")
INSTALL_LLAMA_CPP = Phrase("Install it: pip install llama-cpp-python.", "请先安装：pip install llama-cpp-python。")

# Sources
NO_CHECKPOINT = Phrase("There is no checkpoint in {path}.", "{path} 里没有可以转换的模型。")
KNOWN_SOURCES = Phrase(
    "Give a Hugging Face folder with config.json and its weights.",
    "请给出一个 Hugging Face 文件夹，里面有 config.json 和权重文件。",
)
LEAVES_ITS_FOLDER = Phrase(
    "{name} names the file “{path}”, which is not a plain name in its folder.",
    "{name} 里写的文件 “{path}” 不是同一文件夹里的普通文件名。",
)
PART_IS_MISSING = Phrase("The file {name} is missing.", "缺少文件 {name}。")
NOT_READABLE = Phrase("{path} cannot be read: {reason}.", "无法读取 {path}：{reason}。")
CHECK_THE_PATH = Phrase("Check the path and its permissions.", "请检查路径和权限。")
TENSOR_IS_TWICE = Phrase("The tensor {name} is in two files.", "张量 {name} 出现在两个文件里。")
