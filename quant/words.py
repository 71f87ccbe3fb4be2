"""Every sentence this package says to a person, in English and Chinese. It imports nothing of ours."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sentence in both languages. Placeholders in braces are the same in both."""

    en: str
    zh: str

    def filled(self, **values: object) -> "Phrase":
        """The phrase with its placeholders replaced; a Phrase among the values speaks its own language in each."""
        english = {name: value.en if isinstance(value, Phrase) else value for name, value in values.items()}
        chinese = {name: value.zh if isinstance(value, Phrase) else value for name, value in values.items()}
        return Phrase(self.en.format(**english), self.zh.format(**chinese))


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
PACKED_ANOTHER_WAY = Phrase(
    "This checkpoint is quantised by “{method}”, which is not read here.", "这个模型用 “{method}” 量化，这里无法读取。"
)
UNKNOWN_ROPE = Phrase("The position scaling “{name}” is not known.", "不认识 “{name}” 这种位置缩放方式。")

# Vocabularies
NO_VOCABULARY = Phrase(
    "There is no tokenizer.model and no tokenizer.json.", "找不到 tokenizer.model 或 tokenizer.json。"
)
PUT_BLOOMS_VOCABULARY_BESIDE = Phrase(
    "Put tokenizer.json of BELLE-7B-2M, BELLE-7B-gptq or BLOOMZ beside the weights: they share it.",
    "请把 BELLE-7B-2M、BELLE-7B-gptq 或 BLOOMZ 的 tokenizer.json 放在权重旁边，它们共用这一个文件。",
)
PUT_LLAMAS_VOCABULARY_BESIDE = Phrase(
    "Put LLaMA's tokenizer.model beside the weights; BELLE-LLaMA-7B-2M-enc has it as well, encrypted or not.",
    "请把 LLaMA 的 tokenizer.model 放在权重旁边；BELLE-LLaMA-7B-2M-enc 里也有这个文件，加密与否均可。",
)
PUT_THE_EXTENDED_VOCABULARY_BESIDE = Phrase(
    "Put tokenizer.model of BELLE-LLaMA-EXT-7B or EXT-13B beside the weights: they share it.",
    "请把 BELLE-LLaMA-EXT-7B 或 EXT-13B 的 tokenizer.model 放在权重旁边，它们共用这一个文件。",
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
    "Give a Hugging Face folder with config.json and weights, Meta's folder with params.json, a ggml .bin or a GGUF.",
    "请给出带 config.json 和权重的 Hugging Face 文件夹、带 params.json 的 Meta 文件夹、ggml 的 .bin 文件或 GGUF 文件。",
)
LEAVES_ITS_FOLDER = Phrase(
    "{name} names the file “{path}”, which is not a plain name in its folder.",
    "{name} 里写的文件 “{path}” 不是同一文件夹里的普通文件名。",
)
SLICES_DIFFER = Phrase("The slices of this model do not fit one another.", "这个模型的各个分片互不相符。")
PART_IS_MISSING = Phrase("The file {name} is missing.", "缺少文件 {name}。")
NOT_READABLE = Phrase("{path} cannot be read: {reason}.", "无法读取 {path}：{reason}。")
CHECK_THE_PATH = Phrase("Check the path and its permissions.", "请检查路径和权限。")
SEVERAL_MODELS = Phrase("{path} holds more than one model: {names}.", "{path} 里不止一个模型：{names}。")
NO_CONFIG = Phrase(
    "There is no config.json beside {name}, and its tensors do not tell which model it is.",
    "{name} 旁边没有 config.json，从张量也看不出它是哪个模型。",
)
PUT_THE_CONFIG_BESIDE = Phrase(
    "Put config.json of this model's release beside it.", "请把这个模型的 config.json 放在它旁边。"
)


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
    "Use a release of the model in float32, float16 or bfloat16, or one in GPTQ or AWQ (GEMM) form.",
    "请改用 float32、float16、bfloat16 的发布版本，或者 GPTQ、AWQ（GEMM）格式的版本。",
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

# The command line
HELP_QUANT = Phrase("Turn a checkpoint into a GGUF file, without torch.", "把模型权重转换为 GGUF 文件，不需要 torch。")
HELP_CONVERT = Phrase("Convert SOURCE into the GGUF file TARGET.", "把 SOURCE 转换为 GGUF 文件 TARGET。")
HELP_INSPECT = Phrase(
    "Say what this is, what would become of it, and what is missing.", "说明它是什么、会转换成什么、还缺什么。"
)
HELP_COMPARE = Phrase(
    "Compare two GGUF files: metadata, types, bytes, relative RMS.",
    "比较两个 GGUF 文件：元数据、类型、字节、相对均方根误差。",
)
HELP_SOURCE = Phrase(
    "A Hugging Face folder or one weight file of it, Meta's folder, a ggml .bin or a GGUF; encrypted or not.",
    "Hugging Face 文件夹或其中的一个权重文件、Meta 的文件夹、ggml 的 .bin 或 GGUF，加密与否均可。",
)
HELP_TARGET = Phrase("The GGUF file to write.", "要写出的 GGUF 文件。")
HELP_GGUF = Phrase("A GGUF file.", "一个 GGUF 文件。")
HELP_TO = Phrase(
    "The type of the weights. auto keeps the codes of a quantised source and makes q4_k_m of any other; "
    "any other type rounds such codes again.",
    "权重的类型。auto 保留量化来源原有的编码，其他来源则转换为 q4_k_m；指定其他类型会把这些编码重新量化。",
)
HELP_KEY = Phrase(
    "consolidated.00.pth of Meta's LLaMA-1 7B, which opens BELLE's .enc files.",
    "Meta 的 LLaMA-1 7B 中的 consolidated.00.pth，用来解开 BELLE 的 .enc 文件。",
)
HELP_SMALL = Phrase(
    "With GPTQ and AWQ: Q6_K instead of Q8_0 for the embeddings, the head, and codes that cannot be kept.",
    "用于 GPTQ 和 AWQ：嵌入、输出层和无法保留的编码用 Q6_K 代替 Q8_0。",
)
HELP_REQUANTISE = Phrase(
    "Round a quantised GGUF again. It loses twice; the original is better.",
    "对已经量化的 GGUF 再次量化。会损失两次，最好用原始模型。",
)
HELP_THREADS = Phrase("How many threads; as many as cores without it.", "线程数；不写则与处理器核心数相同。")
HELP_JSON = Phrase("One JSON object a line, for programs.", "每行一个 JSON 对象，供程序读取。")
HELP_FORCE = Phrase("Replace TARGET if it exists.", "TARGET 已存在时覆盖它。")
PROVING = Phrase("Proving the files", "校验文件")
CONVERTING = Phrase("Converting", "转换")
CONVERTED = Phrase("Wrote {path}, {size} GiB, in {seconds} s.", "已写出 {path}，{size} GiB，用时 {seconds} 秒。")
OWN_TEMPLATE = Phrase("its own chat template", "自带的对话模板")
NO_TEMPLATE = Phrase("no format: it continues text", "没有格式：它只会续写")
ASKED_WITH = Phrase("Asked with: {how}.", "提问格式：{how}。")
ZERO_POINTS_SPILLED = Phrase(
    "Zero points that their packer spilled over the neighbours, in so many tensors: {count}. "
    "Their weights are what BELLE's own kernel makes of them.",
    "有 {count} 个张量的零点在打包时溢出到了相邻的零点：权重按 BELLE 自己的内核的读法还原。",
)
ZERO_POINTS_BORROWED = Phrase(
    "Zero points that had borrowed from their neighbours, in so many tensors: {count}. It was given back.",
    "有 {count} 个张量的零点曾向相邻的零点借位：已经还原。",
)
ZERO_POINTS_MISLABELLED = Phrase(
    "Zero points in another form than their label says, in so many tensors: {count}. They were read as what they are.",
    "有 {count} 个张量的零点与标注的形式不符：已按实际形式读取。",
)
ENCRYPTED = Phrase("encrypted", "已加密")
TENSOR, SHAPE = Phrase("tensor", "张量"), Phrase("shape", "形状")
STORED, TYPE = Phrase("stored", "存储"), Phrase("type", "类型")
RELATIVE_RMS = Phrase("relative RMS", "相对均方根误差")
EXACT, NEAR_EXACT = Phrase("exact", "完全保留"), Phrase("near-exact", "近乎完全保留")
QUANTISED, REQUANTISED = Phrase("quantised", "量化"), Phrase("requantised", "重新量化")
MADE = Phrase("made", "计算得出")
WOULD_KEEP = Phrase("Would keep its codes, {size} GiB.", "将保留原有编码，{size} GiB。")
WOULD_MAKE = Phrase("Would become {type}, {size} GiB.", "将转换为 {type}，{size} GiB。")
KEY_DIFFERS = Phrase("Metadata differs: {key}", "元数据不同：{key}")
SAME_TENSORS = Phrase("{same} of {count} tensors are the same.", "{count} 个张量中有 {same} 个相同。")
NOT_A_WHOLE_GGUF = Phrase("{path} is not a whole GGUF file.", "{path} 不是完整的 GGUF 文件。")
NAME_A_GGUF = Phrase("Give a complete GGUF file.", "请给出一个完整的 GGUF 文件。")
STOPPED = Phrase("Stopped. {path} was not written.", "已停止，没有写出 {path}。")
BEGIN_AGAIN = Phrase("The same command begins again.", "再次运行同一条命令，就会重新开始。")
SOMETHING_WENT_WRONG = Phrase("Something went wrong in the program.", "程序出了问题。")
REPORT_IT = Phrase("The details are in {path}; please report them.", "详细信息在 {path}，请报告给我们。")

NOT_LEGACY = Phrase("{name} is not a ggml, ggmf or ggjt file.", "{name} 不是 ggml、ggmf 或 ggjt 文件。")
LEGACY_VERSION = Phrase(
    "{name} says that it is {form} version {version}, which nobody published.",
    "{name} 自称是 {form} 第 {version} 版，这个版本从未发布过。",
)
LEGACY_TYPE = Phrase(
    "{name} holds the tensor {tensor} in type {type} of {form} version {version}, which is not known any more.",
    "{name} 中的张量 {tensor} 使用 {form} 第 {version} 版的类型 {type}，现已无从读取。",
)
WRONG_SHAPE_THERE = Phrase(
    "The tensor {name} has the shape {found}; the file's head says {expected}.",
    "张量 {name} 的形状是 {found}，而文件开头说是 {expected}。",
)
PUT_THE_PARTS_TOGETHER = Phrase(
    "Put all parts of this model into one folder: {name}, {name}.1 and so on.",
    "请把这个模型的所有部分放进同一个文件夹：{name}、{name}.1 等。",
)
USE_PLAIN = Phrase("Convert the model's original release instead of this file.", "请改为转换该模型的原始发布版本。")


# --- Quantised matrices -----------------------------------------------------------------------------------------------
PARTS_DISAGREE = Phrase(
    "The parts of the quantised tensor {tensor} do not fit one another.", "量化张量 {tensor} 的各个部分互不相符。"
)
BITS_UNKNOWN = Phrase(
    "The tensor {tensor} is quantised to a number of bits that is not known.", "张量 {tensor} 的量化位数未知。"
)
GIVE_ONE_FILE = Phrase(
    "Give the one weight file to convert instead of its folder.", "请直接给出要转换的那个权重文件，而不是整个文件夹。"
)
BIAS_HAS_NO_PLACE = Phrase(
    "The tensor {name} is not zero, but this architecture has no place for it.",
    "张量 {name} 不为零，但这种架构里没有它的位置。",
)
QUANTISED_ALREADY = Phrase("This file is quantised already, as {type}.", "这个文件已经量化为 {type}。")
USE_FULL_PRECISION = Phrase(
    "Rounding twice loses twice: convert the original in float32, float16 or bfloat16.",
    "量化两次会损失两次：请改为转换 float32、float16 或 bfloat16 的原始模型。",
)
USE_FULL_PRECISION_OR_SAY_SO = Phrase(
    "Rounding twice loses twice: convert the original in float32, float16 or bfloat16; or add --requantise.",
    "量化两次会损失两次：请改为转换 float32、float16 或 bfloat16 的原始模型；坚持要转换就加上 --requantise。",
)
NOTHING_TO_MAKE_SMALL = Phrase(
    "--small has nothing to do here: it is for GPTQ and AWQ checkpoints that keep their codes.",
    "--small 在这里不起作用：它只用于保留原有编码的 GPTQ 和 AWQ 模型。",
)
ASK_FOR_A_SMALLER_TYPE = Phrase(
    "Leave it out, or name a smaller type with --to, such as q4_k_s or q3_k_m.",
    "请去掉它，或者用 --to 指定更小的类型，例如 q4_k_s 或 q3_k_m。",
)
CHATBELLE_INT4 = Phrase(
    "{name} is the model of the first ChatBELLE app, in a format that was never published.",
    "{name} 是最早的 ChatBELLE 应用所用的模型，它的格式从未公开。",
)
CHATBELLE_INT4_STAYS_CLOSED = Phrase(
    "{name} is the model of the first ChatBELLE app, in a format that was never published; "
    "{key} does not turn it into one that is known.",
    "{name} 是最早的 ChatBELLE 应用所用的模型，它的格式从未公开；用 {key} 也得不到任何已知的格式。",
)
CONVERT_A_RELEASE_INSTEAD = Phrase(
    "Convert BELLE-LLaMA-7B-2M-enc or BELLE-LLaMA-7B-2M-gptq-enc instead: the same model.",
    "请改为转换 BELLE-LLaMA-7B-2M-enc 或 BELLE-LLaMA-7B-2M-gptq-enc，它们是同一个模型。",
)

# --- Adapters ---------------------------------------------------------------------------------------------------------

HELP_BASE = Phrase(
    "For a LoRA adapter: the model it was made for, a folder with config.json or a GGUF.",
    "转换 LoRA 适配器时：它所针对的模型，含 config.json 的文件夹或 GGUF。",
)
BASE_IS_MISSING = Phrase(
    "This is an adapter, and it does not say which sizes its model has. It was made for “{name}”.",
    "这是一个适配器，它本身没有说明模型的尺寸。它是为 “{name}” 训练的。",
)
NAME_THE_BASE = Phrase(
    "Name that model with --base: its folder with config.json, or a GGUF made from it.",
    "请用 --base 指明那个模型：含 config.json 的文件夹，或由它转换成的 GGUF。",
)
NO_BASE = Phrase("There is no model at {path}.", "{path} 处没有模型。")
BASE_IS_FOR_ADAPTERS = Phrase(
    "Only adapters need --base, and this is none.", "只有适配器才需要 --base，而这不是适配器。"
)
LEAVE_OUT_BASE = Phrase("Leave --base out.", "请去掉 --base。")
ADAPTER_TYPE = Phrase("An adapter cannot be written as {type}.", "适配器不能写成 {type}。")
ADAPTER_TYPES = Phrase(
    "Use auto, f16, bf16 or f32: adapters are small.", "请使用 auto、f16、bf16 或 f32：适配器本来就很小。"
)
ADAPTER_KIND = Phrase("This adapter is no plain LoRA: {kind}.", "这个适配器不是普通的 LoRA：{kind}。")
ONLY_LORA = Phrase(
    "Merge it into its model with the tool that made it, then convert the merged model.",
    "请用训练它的工具把它合并进模型，再转换合并后的模型。",
)
NOT_IN_THE_BASE = Phrase(
    "The adapter changes “{name}”, which its model does not have.", "适配器要修改 “{name}”，而模型里没有它。"
)
CHECK_THE_BASE = Phrase(
    "Check that --base is the model that the adapter was made for.", "请确认 --base 就是这个适配器所针对的模型。"
)
HALVES_DISAGREE = Phrase("The two matrices of “{name}” do not fit each other.", "“{name}” 的两个矩阵对不上。")
