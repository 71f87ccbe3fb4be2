"""Models: the page, the parts of one, and what a file is."""

from chatbelle.words.phrase import Phrase

# --- The Models page --------------------------------------------------------------------------------------------------
MODELS = Phrase("Models", "模型")
BACK_TO_CHAT = Phrase("Back to the chat", "回到对话")
BACK_TO_MODELS = Phrase("Back to the models", "回到模型")
GET_MODELS = Phrase("Choose a model", "选一个模型")
JOBS = Phrase("Under way", "进行中")
KEPT_HERE = Phrase("On this machine", "这台电脑上")
TO_GET = Phrase("Available to download", "可以下载")
JOB_WAITING = Phrase("Waiting its turn", "排队中")
JOB_DOWNLOADING = Phrase("Downloading", "正在下载")
JOB_VERIFYING = Phrase("Verifying", "正在校验")
JOB_CONVERTING = Phrase("Converting", "正在转换")
JOB_PAUSED = Phrase("Paused", "已暂停")
JOB_FAILED = Phrase("Stopped", "已中断")
JOB_READY = Phrase("Ready", "已就绪")
LEFT_SECONDS = Phrase("{seconds} s left", "还剩 {seconds} 秒")
LEFT_MINUTES = Phrase("{minutes} min left", "还剩 {minutes} 分钟")
LEFT_HOURS = Phrase("{hours} h {minutes} min left", "还剩 {hours} 小时 {minutes} 分钟")
A_SECOND = Phrase("{amount}/s", "{amount}/秒")
JOB_PAUSE = Phrase("Pause", "暂停")
JOB_CANCEL = Phrase("Cancel and remove what has arrived", "取消，并删除已下载的部分")
CONTINUE_DOWNLOAD = Phrase("Continue", "继续下载")
GET_AND_START = Phrase("Download and start", "下载并开始")
ON_ITS_WAY = Phrase("On its way", "已在下载")
GET_AND_CONVERT = Phrase("Download and convert", "下载并转换")
SHOW_INSTEAD = Phrase("Show another", "看替代版本")
SUGGESTED = Phrase("Suits this machine", "适合这台电脑")
SIZE_UNKNOWN = Phrase("size known on download", "大小在下载时确认")
CHINESE = Phrase("Chinese", "中文")
ENGLISH = Phrase("English", "英语")
MORE_LANGUAGES = Phrase("{count} more", "另外 {count} 种")
AND_ALSO = Phrase("{one}, {other}", "{one}、{other}")
FITS_HERE = Phrase("Runs on this machine", "这台电脑能跑")
SIZE_SMALL = Phrase("Up to 2 GB", "2 GB 以内")
SIZE_MIDDLE = Phrase("2–6 GB", "2–6 GB")
SIZE_LARGE = Phrase("Over 6 GB", "6 GB 以上")
SEARCH_MODELS = Phrase("Search, or name a repository: org/repo", "搜索，或输入仓库名：org/repo")
NOTHING_SUITS = Phrase(
    "No model suits all of that. Take a filter away, or name a repository.",
    "没有同时符合的模型。可以去掉一个条件，或输入仓库名。",
)
HUB_EXPLAINED = Phrase("The hub is asked only when you press the button.", "按下按钮后才会联网查询。")
HUB_LIST = Phrase("List its files", "查看文件")
HUB_LOOKING = Phrase("Asking the hub about {repository}", "正在查询 {repository}")
HUB_EMPTY = Phrase("There is no GGUF file in {repository}.", "{repository} 里没有 GGUF 文件。")
DISK_USE = Phrase("{taken} used · {free} free", "占用 {taken} · 空闲 {free}")
NONE_KEPT = Phrase("There is no model here yet. Choose one below.", "这里还没有模型，从下面选一个吧。")
KEPT_BY = Phrase("from {owner}", "来自 {owner}")
IN_USE = Phrase("In use", "正在使用")
REMOVE_MODEL = Phrase("Remove {name}", "删除 {name}")
REMOVE_MODEL_QUESTION = Phrase("Remove this model?", "删除这个模型？")
REMOVE_MODEL_EXPLAINED = Phrase(
    "{name} takes {size}. Chats that used it stay.",
    "{name} 占用 {size}。用过它的对话会保留。",
)
MOVE_TO_TRASH = Phrase("Move to trash", "移到回收站")
DELETE_FOR_GOOD = Phrase("Remove for good", "永久删除")
MODEL_IS_READY = Phrase("{name} is ready.", "{name} 已就绪。")
START_CHAT = Phrase("Start chatting", "开始聊天")
IMPORT = Phrase("Import a model", "导入模型")
IMPORT_OWN = Phrase("Import", "导入")
IMPORT_WHERE = Phrase("Where is it?", "模型在哪里？")
IMPORT_EXPLAINED = Phrase(
    "A folder with BELLE or other weights, a GPTQ or an older ggml file, or a GGUF. Nothing is changed there.",
    "可以是 BELLE 等权重的文件夹、GPTQ 或旧版 ggml 文件，也可以是 GGUF。原文件不会被改动。",
)
IMPORT_PATH = Phrase("Path of the folder or file", "文件夹或文件的位置")
PICK_FOLDER = Phrase("Choose a folder", "选择文件夹")
IMPORT_LOOK = Phrase("See what it is", "看看是什么")
IMPORT_LOOKING = Phrase("Reading what is there", "正在查看内容")
IMPORT_WHAT = Phrase("What it is", "这是什么")
RESULT_SIZE = Phrase("The result will take about {size}.", "转换后约占 {size}。")
IMPORT_KEY = Phrase("The key", "密钥")
KEY_EXPLAINED = Phrase(
    "This release is encrypted. Its key is your own copy of Meta's LLaMA 7B: the file consolidated.00.pth.",
    "这个版本是加密的。密钥是你自己的 Meta LLaMA 7B 原版文件 consolidated.00.pth。",
)
KEY_PATH = Phrase("Path of consolidated.00.pth", "consolidated.00.pth 的位置")
IMPORT_TYPE = Phrase("How it is to be stored", "保存为哪种精度")
TYPE_AUTO = Phrase("Automatic (recommended)", "自动（推荐）")
TYPE_AUTO_TEXT = Phrase(
    "Chosen by what the weights are: small, and made for chatting.", "按权重的来源选择，小而适合聊天。"
)
TYPE_SMALL = Phrase("Small", "小")
TYPE_SMALL_TEXT = Phrase("4 bits a weight: fast, and needs the least memory.", "每个权重 4 位：快，占用内存最少。")
TYPE_FAITHFUL = Phrase("Faithful", "高保真")
TYPE_FAITHFUL_TEXT = Phrase(
    "8 bits a weight: closer to the original, and twice as large.", "每个权重 8 位：更接近原版，大一倍。"
)
TYPE_WHOLE = Phrase("Unchanged", "不压缩")
TYPE_WHOLE_TEXT = Phrase(
    "16 bits a weight: for comparing, not for chatting.", "每个权重 16 位：适合对比，不适合日常聊天。"
)
CONVERT_AND_START = Phrase("Convert and start", "转换并开始")
ADD_TO_FOLDERS = Phrase("Show the models in it", "列出其中的模型")
USE_IN_PLACE = Phrase("Use it where it is", "直接使用")
SOURCES = Phrase("Folders and downloads", "文件夹与下载")
ADD = Phrase("Add", "添加")
USE = Phrase("Use", "使用")
FOLDERS = Phrase("Model folders", "模型文件夹")
DOWNLOADS_GO_HERE = Phrase("Downloads go here", "下载的模型放在这里")
ADD_FOLDER = Phrase("Path of another folder", "添加一个文件夹的位置")
DROP_FOLDER = Phrase("Do not look in {folder}", "不再查看 {folder}")
ENDPOINT = Phrase("Download from", "下载来源")
ENDPOINT_EXPLAINED = Phrase(
    "Every file is checked against the hub's own checksum, whichever source it comes from.",
    "无论从哪里下载，都会用官方的校验值核对文件。",
)
OWN_ENDPOINT = Phrase("Another address", "其他地址")
FIND_FASTEST = Phrase("Find the fastest", "找最快的")
PROBING = Phrase("Trying them", "正在测速")
ANSWER_TIME = Phrase("{milliseconds} ms", "{milliseconds} 毫秒")
CONNECTIONS = Phrase("Connections", "联网记录")
CONNECTIONS_EXPLAINED = Phrase(
    "Everything ChatBelle has fetched, and from where. Chats never leave this machine.",
    "ChatBelle 从哪里取了什么，都记在这里。对话内容从不离开这台电脑。",
)
KEY_MISSING = Phrase("The key is missing.", "还没有填写密钥。")
NOT_A_FOLDER = Phrase("{path} is not a folder.", "{path} 不是文件夹。")
CHECK_PATH = Phrase("Check the path.", "请检查路径。")
OPEN_OR_REMOVE_IT = Phrase("Open it, or remove it first.", "可以直接打开，或先删除它。")
NONE_ANSWERED = Phrase("None of the sources answered.", "所有来源都没有回应。")
CHECK_CONNECTION = Phrase("Check the connection, then try again.", "请检查网络后再试。")

# --- Models: parts of one, and what a file is -------------------------------------------------------------------------
NOT_THE_FIRST_PART = Phrase("{name} is a later part of a model in several files.", "{name} 是多文件模型的后续部分。")
OPEN_THE_FIRST_PART = Phrase("Open its first part: {name}", "请打开第一部分：{name}")
PARTS_MISSING = Phrase("Parts of {name} are missing: {parts}.", "{name} 缺少部分文件：{parts}。")
PARTS_RENAMED = Phrase(
    "{name} is one of {count} parts, which its name does not tell.", "{name} 是 {count} 个文件之一，但文件名不符。"
)
GET_ALL_PARTS = Phrase(
    "Put all its files into one folder, under the names they were published with.",
    "请把它的所有文件放在同一个文件夹里，并保留发布时的文件名。",
)
RECORDS_UNUSABLE = Phrase(
    "What ChatBelle downloaded cannot be written down in {path}: {reason}.",
    "无法在 {path} 中记录 ChatBelle 下载的内容：{reason}。",
)
MEND_RECORDS = Phrase(
    "Make the file readable and writable, or remove it: the models stay.",
    "请让该文件可以读写，或把它删除，模型不受影响。",
)
RUNS_WELL = Phrase("Runs well", "流畅")
RUNS_SLOWLY = Phrase("Usable, a little slow", "可用，偏慢")
FITS_TIGHTLY = Phrase("{pace}; memory is tight", "{pace}，内存紧张")
WILL_NOT_FIT = Phrase("Does not fit: needs {needed}, {free} is free", "装不下：需要 {needed}，空闲 {free}")
