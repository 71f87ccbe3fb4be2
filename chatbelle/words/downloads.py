"""Downloads."""

from chatbelle.words.phrase import Phrase

DOWNLOAD_STOPPED = Phrase("The download was paused.", "下载已暂停。")
DOWNLOAD_GO_ON = Phrase("Go on whenever you like; what has arrived is kept.", "随时可以继续，已下载的部分会保留。")
OTHER_LENGTH = Phrase(
    "{host} offers {found} bytes where there should be {expected}.",
    "{host} 提供的文件有 {found} 字节，应为 {expected}。",
)
FILE_CHANGED = Phrase("{name} is no longer the file whose download was begun.", "{name} 已经不是开始下载时的那个文件。")
START_ANEW = Phrase("Cancel this download and start it anew.", "请取消这个下载，然后重新开始。")
CANNOT_RESUME = Phrase("{host} can only send the file from its beginning again.", "{host} 只能从头传送，无法接着下载。")
WRONG_HASH = Phrase(
    "{name} has arrived, but it is not the file it should be. It was removed.",
    "{name} 已下载，但内容不对，已删除。",
)
DOWNLOAD_ELSEWHERE = Phrase("Download it again, best from another source.", "请重新下载，最好换一个下载源。")
DISK_TOO_SMALL = Phrase(
    "This needs {needed} of room and {free} is free: {path}", "需要 {needed} 空间，剩余 {free}：{path}"
)
DISK_IS_FULL = Phrase("The disk is full: {path}", "磁盘已满：{path}")
FREE_DISK_GO_ON = Phrase(
    "Free some space, or choose another folder. What has arrived is kept.",
    "请腾出空间，或换一个文件夹。已下载的部分会保留。",
)
FILE_NOT_WRITTEN = Phrase("{path} cannot be written: {reason}.", "无法写入 {path}：{reason}。")
CHOOSE_FOLDER = Phrase("Make the folder writable, or choose another one.", "请让这个文件夹可写，或换一个。")
NAME_IS_UNSAFE = Phrase(
    "A file of this model has a name that could lead out of its folder: {name}",
    "这个模型里有一个文件名可能会写到文件夹之外：{name}",
)
CHOOSE_ANOTHER_MODEL = Phrase("Nothing was written. Choose another model.", "没有写入任何内容，请换一个模型。")
LINK_LEADS_OUT = Phrase("A link leads out of the models' folder: {path}", "有一个链接指向模型文件夹之外：{path}")
REMOVE_LINK = Phrase("Remove the link, or choose another folder.", "请删除这个链接，或换一个文件夹。")
NOT_A_REPOSITORY = Phrase("“{name}” is not the name of a model on the hub.", "“{name}” 不是模型站上的名称。")
NAME_A_REPOSITORY = Phrase(
    "Write organisation/model, or organisation/model:file.", "请写 `organisation/model` 或 `organisation/model:file`。"
)

VOCABULARY_UNUSABLE = Phrase("The vocabulary of {name} cannot be used: {detail}.", "无法使用 {name} 的词表：{detail}。")
VOCABULARY_UNEVEN = Phrase(
    "it has {tokens} tokens, but {count} entries in {key}", "有 {tokens} 个词元，但 {key} 有 {count} 项"
)
VOCABULARY_AND_ROWS = Phrase(
    "it has {tokens} tokens, but the model has {rows}", "有 {tokens} 个词元，但模型有 {rows} 个"
)
BYTE_TOKENS_MISSING = Phrase(
    "{count} of the 256 bytes cannot be written with it", "256 个字节中有 {count} 个无法用它表示"
)
GET_ANOTHER_COPY = Phrase(
    "Download a copy from another source, or convert the model anew.", "请从其他来源下载，或重新转换这个模型。"
)
NO_TEMPLATE = Phrase("{name} does not say how it wants to be asked.", "{name} 没有说明提问的格式。")
IS_GGUF = Phrase("A model in the GGUF format.", "GGUF 格式的模型。")
READY_TO_CHAT = Phrase("It can be used as it is.", "可以直接使用。")
IS_LATER_PART = Phrase("A later part of a model in several files.", "多文件模型的后续部分。")
CHOOSE_FIRST_PART = Phrase("Choose its first part, with 00001 in its name.", "请选择第一部分，文件名里有 00001。")
IS_LEGACY = Phrase("A model in llama.cpp's format from before GGUF.", "GGUF 之前的 llama.cpp 格式的模型。")
CAN_BE_CONVERTED = Phrase("ChatBelle can convert it.", "ChatBelle 可以转换它。")
IS_CHATBELLE_INT4 = Phrase(
    "The model of the first ChatBELLE app, which only that app could read.",
    "第一版 ChatBELLE 应用的模型，只有那个应用能读。",
)
GET_RELEASE_INSTEAD = Phrase(
    "Get BELLE-LLaMA-7B-2M-GPTQ from the catalogue instead: it is the same model.",
    "请改为下载目录中的 BELLE-LLaMA-7B-2M-GPTQ，是同一个模型。",
)
IS_ENCRYPTED = Phrase("Weights of BELLE that are encrypted.", "BELLE 的加密权重。")
CAN_BE_OPENED_WITH_KEY = Phrase(
    "ChatBelle can convert them with your own copy of Meta's LLaMA-7B: consolidated.00.pth",
    "ChatBelle 可以用你自己的 Meta LLaMA-7B 文件转换它：consolidated.00.pth",
)
IS_CHECKPOINT = Phrase("A folder with a model's full weights.", "存有完整模型权重的文件夹。")
IS_SAFETENSORS = Phrase("A file with weights (safetensors).", "权重文件（safetensors）。")
IS_PICKLE = Phrase("A file with weights (PyTorch).", "权重文件（PyTorch）。")
CAN_BE_CONVERTED_WITH_FOLDER = Phrase(
    "ChatBelle can convert it, with config.json and the tokenizer beside it.",
    "ChatBelle 可以转换它，同一文件夹里要有 config.json 和分词器。",
)
IS_MODELS_FOLDER = Phrase("A folder with models in the GGUF format.", "存有 GGUF 模型的文件夹。")
CAN_BE_ADDED = Phrase("Its models can be used where they are.", "其中的模型可以就地使用。")
IS_ZIP = Phrase("An archive.", "压缩包。")
UNPACK_IT = Phrase("Unpack it and choose the model inside.", "请先解压，再选择里面的模型。")
IS_POINTER = Phrase("Git's note of a large file, not the file itself.", "Git 的大文件指针，不是文件本身。")
FETCH_WITH_LFS = Phrase(
    "Fetch the file itself with `git lfs pull`, or download it.", "请用 `git lfs pull` 取回文件，或直接下载。"
)
IS_WEB_PAGE = Phrase("A web page under the name of a model.", "一个网页，只是用了模型的名字。")
IS_UNFINISHED = Phrase("A download that did not end.", "没有下载完的文件。")
IS_EMPTY = Phrase("An empty file.", "空文件。")
IS_MISSING = Phrase("There is nothing here.", "这里什么都没有。")
IS_UNREADABLE = Phrase("This cannot be read.", "无法读取。")
IS_UNKNOWN = Phrase("Nothing that ChatBelle knows.", "ChatBelle 不认识这个文件。")
NOT_CHATBELLES = Phrase("{path} was not brought here by ChatBelle.", "{path} 不是 ChatBelle 下载的。")
REMOVE_YOURSELF = Phrase(
    "ChatBelle removes only its own downloads. Delete the file yourself if you no longer need it.",
    "ChatBelle 只删除自己下载的内容。如果不再需要，请自行删除这个文件。",
)
NO_TRASH = Phrase("There is no trash for {path}.", "{path} 所在的磁盘没有回收站。")
REMOVE_FOR_GOOD = Phrase("Remove it for good instead (--for-good).", "请改为永久删除（--for-good）。")
NOT_REMOVED = Phrase("{path} cannot be removed: {reason}.", "无法删除 {path}：{reason}。")
CLOSE_AND_RETRY = Phrase(
    "Close the programs that use it, and check the folder's permissions.", "请关闭正在使用它的程序，并检查文件夹权限。"
)
SEVERAL_MODELS = Phrase("{name} has several models.", "{name} 里有多个模型。")
NAME_ONE_OF = Phrase("Name one after a colon: {names}", "请在冒号后写明其中一个：{names}")
NO_MODEL_IN_REPOSITORY = Phrase("{name} has no model that ChatBelle could use.", "{name} 里没有 ChatBelle 能用的模型。")
RELEASE_UNREADABLE = Phrase("{name} cannot be read by anything public.", "没有公开的程序能读取 {name}。")
USE_INSTEAD = Phrase("Use this one instead: {name}", "请改用：{name}")
RELEASE_NEEDS_KEY = Phrase("{name} is encrypted and needs your key.", "{name} 已加密，需要你的密钥。")
NAME_THE_KEY = Phrase(
    "Name your file consolidated.00.pth of LLaMA-1 7B (--key).",
    "请指定你的 LLaMA-1 7B 文件 consolidated.00.pth（--key）。",
)
CONVERTER_DIED = Phrase("The conversion stopped unexpectedly ({detail}).", "转换意外停止（{detail}）。")
CONVERT_AGAIN = Phrase(
    "What was downloaded is kept. Close other apps, then go on.", "已下载的文件都保留了。请关闭其他应用后继续。"
)
JOBS_NOT_KEPT = Phrase("The list of downloads cannot be saved: {reason}.", "无法保存下载列表：{reason}。")
BEING_DOWNLOADED = Phrase("{name} is being downloaded by another ChatBelle.", "另一个 ChatBelle 正在下载 {name}。")
LET_IT_FINISH = Phrase("Let it finish, or close it and go on here.", "请等它完成，或关闭它再在这里继续。")
