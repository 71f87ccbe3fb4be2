"""Models and downloads in the terminal."""

from chatbelle.words.phrase import Phrase

# --- Models in the terminal -------------------------------------------------------------------------------------------
NO_SUCH_MODEL = Phrase("There is no file and no model called {name}.", "没有名为 {name} 的文件或模型。")
LIST_THE_MODELS = Phrase("See which there are: chatbelle models list", "查看已有的模型：chatbelle models list")
NO_SUCH_RELEASE = Phrase("Nothing here or in the catalogue is called {name}.", "本机和目录中都没有 {name}。")
SEARCH_THE_CATALOGUE = Phrase("See what there is: chatbelle models search", "查看可用的模型：chatbelle models search")
HELP_MODELS = Phrase("The models on this machine, and those that can be had.", "管理这台电脑上的模型，查找可用的模型。")
HELP_MODELS_LIST = Phrase("List the models on this machine.", "列出这台电脑上的模型。")
HELP_MODELS_SEARCH = Phrase("Search the catalogue.", "搜索模型目录。")
HELP_MODELS_SHOW = Phrase("All about one model or release.", "显示一个模型或版本的全部信息。")
HELP_MODELS_ADD = Phrase(
    "Use a file, or all models in a folder, where they are.", "就地使用一个文件，或文件夹里的所有模型。"
)
HELP_MODELS_IMPORT = Phrase(
    "Say what something is and how it becomes a model.", "看看这是什么，以及怎样变成可用的模型。"
)
HELP_MODELS_REMOVE = Phrase(
    "Remove a model that ChatBelle downloaded, or take away what was added.",
    "删除 ChatBelle 下载的模型，或移除添加的文件夹。",
)
HELP_MODELS_VERIFY = Phrase(
    "Check that a model's file is whole and as it was published.", "检查模型文件是否完整、与发布的一致。"
)
HELP_MODEL_NAME = Phrase("The model's name, or a path.", "模型的名称或路径。")
HELP_RELEASE_NAME = Phrase("A model's name, a release's id, or a path.", "模型的名称、版本的编号或路径。")
HELP_PLACE = Phrase("A folder or a file.", "文件夹或文件。")
HELP_SEARCH_TEXT = Phrase("Words to look for.", "要查找的词。")
HELP_LANGUAGE = Phrase(
    "Only models that speak this language, such as zh or en.", "只看会这种语言的模型，例如 zh 或 en。"
)
HELP_FITS = Phrase("Only what fits into the memory that is free now.", "只看当前空闲内存装得下的。")
HELP_FOR_GOOD = Phrase("Remove it for good, not to the trash.", "永久删除，不放进回收站。")
HELP_YES = Phrase("Do not ask.", "不再询问。")
HELP_KEY = Phrase(
    "The key of encrypted weights: LLaMA-7B's consolidated.00.pth", "加密权重的密钥：LLaMA-7B 的 consolidated.00.pth"
)
COLUMN_NAME = Phrase("Name", "名称")
COLUMN_ID = Phrase("Id", "编号")
COLUMN_TYPE = Phrase("Type", "类型")
COLUMN_SIZE = Phrase("Size", "大小")
COLUMN_LANGUAGES = Phrase("Languages", "语言")
COLUMN_LICENCE = Phrase("Licence", "许可证")
COLUMN_ARRIVAL = Phrase("Arrives", "获取方式")
COLUMN_VERDICT = Phrase("On this machine", "在这台电脑上")
COLUMN_FROM = Phrase("From", "来自")
COLUMN_PATH = Phrase("File", "文件")
COLUMN_ARCHITECTURE = Phrase("Architecture", "架构")
COLUMN_PARAMETERS = Phrase("Parameters", "参数")
COLUMN_CONTEXT = Phrase("Longest context now", "当前最长上下文")
COLUMN_REPOSITORY = Phrase("Repository", "仓库")
COLUMN_ABOUT = Phrase("About", "简介")
COLUMN_FILES = Phrase("Files", "文件")
COLUMN_STATE = Phrase("State", "状态")
COLUMN_SHA256 = Phrase("sha256", "sha256")
ARRIVES_READY = Phrase("ready to run", "下载即用")
ARRIVES_CONVERT = Phrase("is converted", "下载后转换")
ARRIVES_REPACK = Phrase("is repacked", "下载后重排")
ARRIVES_ENCRYPTED = Phrase("encrypted, needs a key", "已加密，需要密钥")
ARRIVES_UNREADABLE = Phrase("cannot be read", "无法读取")
DOWNLOADED_HERE = Phrase("downloaded", "已下载")
YOUR_FILE = Phrase("your file", "你的文件")
TOKENS_OF_CONTEXT = Phrase("{tokens} tokens", "{tokens} 个词元")
NEEDED_AND_FREE = Phrase("needs {needed}, {free} free", "需要 {needed}，空闲 {free}")
NO_MODELS_HERE = Phrase("There are no models here yet.", "这里还没有模型。")
OTHER_PROGRAMS_MODELS = Phrase("In other programs, usable where they are:", "其他程序中的模型，可以就地使用：")
DISK_USED = Phrase(
    "ChatBelle's downloads take {brought}; {free} is free.", "ChatBelle 下载的模型占用 {brought}，剩余空间 {free}。"
)
NOTHING_FOUND = Phrase("Nothing in the catalogue is like that.", "目录中没有符合的模型。")
ADDED = Phrase("Added: {path}", "已添加：{path}")
ALREADY_ADDED = Phrase("{path} is among the folders already.", "{path} 已经添加过了。")
CANNOT_BE_ADDED = Phrase("{path}: {what}", "{path}：{what}")
REMOVE_QUESTION = Phrase("Remove {name} ({size})?", "删除 {name}（{size}）？")
NOT_REMOVED_YET = Phrase("Nothing was removed.", "没有删除任何内容。")
ASK_WITH_YES = Phrase("Say --yes to remove without being asked.", "加上 --yes 则不再询问。")
REMOVED = Phrase("{name} is removed; {size} is free again.", "{name} 已删除，腾出了 {size}。")
VERIFYING = Phrase("Reading {name}", "正在读取 {name}")
HASH_SAME = Phrase("as published", "与发布的一致")
HASH_DIFFERENT = Phrase("not as published", "与发布的不一致")
HASH_UNKNOWN = Phrase("nothing to compare with", "没有可比对的校验值")
TWO_SENTENCES = Phrase("{one} {other}", "{one}{other}")
IS_HEALTHY = Phrase("Nothing is wrong with it.", "没有发现问题。")
COLUMN_INSTEAD = Phrase("Instead", "请改用")
NO_LONGER_USED = Phrase("No longer used: {path}. Nothing was deleted.", "不再使用 {path}，没有删除任何文件。")
NOT_FOR_IMPORT = Phrase("There is nothing to convert in {path}.", "{path} 不需要或无法转换。")
ALREADY_CONVERTED = Phrase("There is a model already: {path}", "已经有这个模型：{path}")
CONVERTING_WEIGHTS = Phrase("Converting {name}, which takes a while", "正在转换 {name}，需要一些时间")
IMPORTED = Phrase("{name} is ready to chat with.", "{name} 已就绪，可以开始聊天。")
HELP_LOOK = Phrase("Only say what it is.", "只看看是什么。")
MADE_HERE = Phrase("converted here", "在这里转换")

# --- Downloads in the terminal ----------------------------------------------------------------------------------------
STEP_DOWNLOADING = Phrase("Downloading {name}", "正在下载 {name}")
STEP_VERIFYING = Phrase("Checking {name}", "正在校验 {name}")
STEP_CONVERTING = Phrase("Converting {name}", "正在转换 {name}")
HOW_FAR = Phrase("{step} · {done} of {total} GB", "{step} · {done} / {total} GB")
HOW_FAST = Phrase("{far} · {speed} MB/s · {left}", "{far} · {speed} MB/s · {left}")
SECONDS_LEFT = Phrase("{count} s left", "还要 {count} 秒")
MINUTES_LEFT = Phrase("{count} min left", "还要 {count} 分钟")
HOURS_LEFT = Phrase("{count} h left", "还要 {count} 小时")
WAITING_OUT = Phrase("{what} (trying again)", "{what}（正在重试）")
GO_ON_LIKE_THIS = Phrase("What has arrived is kept. Go on with: {command}", "已下载的部分会保留。继续请用：{command}")
CHAT_LIKE_THIS = Phrase("Chat with it: {command}", "开始聊天：{command}")
NO_SUCH_TYPE = Phrase("There is no type “{name}”.", "没有名为“{name}”的类型。")
TYPES_ARE = Phrase("Types are: {names}", "类型有：{names}")
SOURCE_LINE = Phrase("{name}: {state}", "{name}：{state}")
ANSWERED_IN = Phrase("answered in {seconds} s", "{seconds} 秒内回应")
DID_NOT_ANSWER = Phrase("did not answer", "没有回应")
FASTEST_SOURCE = Phrase(
    "The fastest is {address}. Use it with --from, or set HF_ENDPOINT.",
    "最快的是 {address}。可用 --from 指定，或设置 HF_ENDPOINT。",
)
NEEDS_ACCESS = Phrase("needs access", "需要申请")
NO_CONNECTIONS = Phrase("ChatBelle has never gone online.", "ChatBelle 从未联网。")
PURPOSE_SEARCH = Phrase("Search", "搜索")
PURPOSE_LOOK_UP = Phrase("Look up", "查询")
PURPOSE_DOWNLOAD = Phrase("Download", "下载")
PURPOSE_PROBE = Phrase("Compare sources", "比较下载源")
COLUMN_WHEN = Phrase("When", "时间")
COLUMN_HOST = Phrase("Host", "主机")
COLUMN_RECEIVED = Phrase("Bytes received", "接收字节")
COLUMN_PURPOSE = Phrase("Why", "原因")
COLUMN_SUBJECT = Phrase("For", "对象")
COLUMN_DOWNLOADS = Phrase("Downloads", "下载次数")
HELP_DOWNLOAD = Phrase(
    "Download a model, and convert it where it needs that. Ctrl+C pauses; the same command goes on.",
    "下载模型，需要时自动转换。按 Ctrl+C 暂停，再次执行同一命令即可继续。",
)
HELP_DOWNLOAD_NAME = Phrase(
    "A name of the catalogue, or `organisation/model[:file]` of the hub.",
    "目录中的名称，或模型站上的 `organisation/model[:file]`。",
)
HELP_TO = Phrase("The type of the weights, where they are converted.", "转换后的权重类型。")
HELP_FOLDER = Phrase(
    "Where it goes, if not into ChatBelle's own folder.", "保存的文件夹；不指定则用 ChatBelle 自己的。"
)
HELP_FROM = Phrase(
    "A source of the hub to use; several are tried in their order.", "使用的下载源；可写多个，按顺序尝试。"
)
HELP_FIND = Phrase("Search the hub for GGUF models.", "在模型站搜索 GGUF 模型。")
HELP_SOURCES = Phrase("See which source of the hub answers fastest.", "看看哪个下载源最快。")
HELP_CONNECTIONS = Phrase(
    "Every connection that ChatBelle has made: when, to whom, how much, why.",
    "ChatBelle 的全部联网记录：时间、主机、数据量和原因。",
)
