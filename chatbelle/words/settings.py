"""The settings, the keyboard, and the first run."""

from chatbelle.words.phrase import Phrase

# --- Settings ---------------------------------------------------------------------------------------------------------
SETTINGS_UNREADABLE = Phrase("The settings cannot be read: {reason}.", "无法读取设置：{reason}。")
REMOVE_SETTINGS = Phrase(
    "ChatBelle goes on with its defaults. Mend or remove the file: {path}",
    "ChatBelle 会先用默认设置。请修正或删除这个文件：{path}",
)
SETTINGS_NOT_KEPT = Phrase("The settings cannot be saved in {path}: {reason}.", "无法把设置保存到 {path}：{reason}。")

# --- The Settings page ------------------------------------------------------------------------------------------------
SETTINGS = Phrase("Settings", "设置")
APPEARANCE = Phrase("Appearance", "外观")
LANGUAGE = Phrase("Language", "语言")
AS_THE_SYSTEM = Phrase("As the system", "跟随系统")
IN_CHINESE = Phrase("中文", "中文")
IN_ENGLISH = Phrase("English", "English")
BRIGHTNESS = Phrase("Light and dark", "浅色与深色")
BRIGHTNESS_LIGHT = Phrase("Light", "浅色")
BRIGHTNESS_DARK = Phrase("Dark", "深色")
HIGH_CONTRAST = Phrase("High contrast", "高对比度")
HIGH_CONTRAST_TEXT = Phrase(
    "Pure black and white, and lines that can be seen. Always on when the system asks for it.",
    "纯黑配纯白，线条更清楚。系统要求时总是开启。",
)
TEXT_SIZE = Phrase("Text size", "文字大小")
TEXT_SMALL = Phrase("Smaller", "较小")
TEXT_NORMAL = Phrase("Normal", "标准")
TEXT_LARGE = Phrase("Larger", "较大")
TEXT_LARGEST = Phrase("Largest", "特大")
WRITING = Phrase("Writing", "输入")
SENDING = Phrase("What sends a message", "发送方式")
SENDING_TEXT = Phrase(
    "The other one breaks the line. With some input methods, Ctrl+Enter is safer; on a Mac it is Cmd+Enter.",
    "另一个键用来换行。有些输入法下，用 Ctrl+Enter 更稳妥；Mac 上是 Cmd+Enter。",
)
ENTER_SENDS = Phrase("Enter", "Enter")
CTRL_ENTER_SENDS = Phrase("Ctrl+Enter", "Ctrl+Enter")
SUGGEST_TITLES = Phrase("Suggest titles", "自动起标题")
SUGGEST_TITLES_TEXT = Phrase("The model names a chat when it has nothing else to do.", "模型空闲时，为对话起一个标题。")
AUTOMATIC = Phrase("Automatic", "自动")
COMPUTING = Phrase("Speed and memory", "速度与内存")
THREADS = Phrase("Processor cores", "处理器核心")
THREADS_TEXT = Phrase(
    "How many may compute at most. Automatic leaves room for other programs.",
    "最多用几个核心。自动时会给其他程序留出余地。",
)
CONTEXT = Phrase("Length of a conversation", "对话长度")
CONTEXT_TEXT = Phrase(
    "How many tokens the model can see at once. More takes more memory.",
    "模型一次能看到多少个词元。越长，占的内存越多。",
)
CACHE = Phrase("Memory of a conversation", "对话占用的内存")
CACHE_TEXT = Phrase(
    "Small takes about half the memory; answers can differ a little.",
    "省内存时约占一半，回答可能略有不同。",
)
CACHE_PRECISE = Phrase("Precise", "精确")
CACHE_SMALL = Phrase("Small", "省内存")
RESTING = Phrase("Idle model", "模型闲置")
RESTING_TEXT = Phrase(
    "When it gives its memory back. The next message loads it again.",
    "闲置多久后释放内存。下一条消息会重新加载它。",
)
AFTER_MINUTES = Phrase("{minutes} min", "{minutes} 分钟")
AFTER_AN_HOUR = Phrase("1 hour", "1 小时")
NEVER_RESTS = Phrase("Never", "从不")
WAITS_FOR_LOADING = Phrase("This takes effect when the model is loaded again.", "重新加载模型后生效。")
STORAGE = Phrase("Storage", "存储空间")
LOOKING_AT_DISK = Phrase("Looking …", "正在查看……")
STATES = Phrase("What models know of chats", "模型对各对话的记忆")
STATES_BUDGET = Phrase("At most on the disk", "最多占用")
STATES_BUDGET_TEXT = Phrase(
    "With it, an old chat goes on at once; without, the model reads it again first.",
    "有了它，旧对话可以立刻接着聊；没有时，模型要先重读一遍。",
)
GIBIBYTES = Phrase("{count} GiB", "{count} GiB")
KEEP_NONE = Phrase("Keep none", "不保存")
UNFINISHED_DOWNLOADS = Phrase("Unfinished downloads", "未完成的下载")
TAKES_NOTHING = Phrase("nothing", "无")
CLEAN = Phrase("Remove", "清理")
MANAGE_MODELS = Phrase("Manage", "管理")
CHANGE = Phrase("Change", "更改")
SOURCES_TEXT = Phrase("Where models are looked for, and where they come from.", "在哪里查找模型，从哪里下载。")
DISK_FREE = Phrase("{size} is free on this disk.", "这个磁盘还剩 {size}。")
REMOVE_ALL_CHATS_QUESTION = Phrase("Delete all chats?", "删除所有对话？")
REMOVE_ALL_CHATS_EXPLAINED = Phrase(
    "Those in the archive too. For some seconds afterwards it can be undone.",
    "归档的对话也会删除。删除后的几秒内可以撤销。",
)
REMOVE_STATES_QUESTION = Phrase("Remove what models know of the chats?", "清理模型对各对话的记忆？")
REMOVE_STATES_EXPLAINED = Phrase(
    "The chats themselves stay. When you go on with one, the model reads it again first.",
    "对话本身不会动。再接着聊时，模型要先重读一遍。",
)
REMOVE_UNFINISHED_QUESTION = Phrase("Remove unfinished downloads?", "清理未完成的下载？")
REMOVE_UNFINISHED_EXPLAINED = Phrase(
    "Paused and failed downloads are given up. Those that run now go on.",
    "已暂停和失败的下载会被放弃，正在进行的不受影响。",
)
ABOUT = Phrase("Privacy and about", "隐私与关于")
PRIVACY = Phrase("What ChatBelle does on the network", "ChatBelle 与网络")
PRIVACY_TEXT = Phrase(
    "Chats never leave this machine. It goes online only for what you ask it to look up or download.",
    "对话从不离开这台机器。只有你要查找或下载模型时才会联网。",
)
VERSION = Phrase("ChatBelle {version}", "ChatBelle {version}")
ABOUT_TEXT = Phrase("Free software under the Apache License 2.0.", "自由软件，采用 Apache 2.0 许可证。")
VERSIONS_AND_LICENCES = Phrase("Versions and licences", "版本与许可证")
READING_VERSIONS = Phrase("Reading what is installed …", "正在读取……")
OWN_LICENCE = Phrase("ChatBelle {version}, Apache License 2.0", "ChatBelle {version}，Apache 2.0 许可证")
MODEL_LICENCE = Phrase("Licence of the model in use: {licence}", "当前模型的许可证：{licence}")
MODEL_LICENCE_EXPLAINED = Phrase(
    "This is what its file says; the terms of its makers hold.",
    "这是模型文件里写的；请以发布者的条款为准。",
)
LICENCE_UNSAID = Phrase("not stated", "未注明")

# --- The keyboard -----------------------------------------------------------------------------------------------------
ALL_SHORTCUTS = Phrase("Keyboard shortcuts", "键盘快捷键")
PALETTE = Phrase("Command palette", "命令面板")
PALETTE_HINT = Phrase("Commands, chats, models", "命令、对话、模型")
PALETTE_SPOKEN = Phrase("{name}, {kind}, {number} of {count}", "{name}，{kind}，第 {number} 项，共 {count} 项")
NOTHING_LIKE_THAT = Phrase("Nothing is called that.", "没有符合的内容。")
COMMAND = Phrase("Command", "命令")
CHAT = Phrase("Chat", "对话")
NEXT_CHAT = Phrase("Next chat", "下一个对话")
PREVIOUS_CHAT = Phrase("Previous chat", "上一个对话")
STOP_OR_CLOSE = Phrase("Stop the answer, or close what is open", "停止回答，或关闭打开的面板")
EDIT_LAST = Phrase("Edit your last message", "编辑上一条消息")
COPY_LAST = Phrase("Copy the last answer", "复制最后一条回答")
ANSWER_COPIED = Phrase("The last answer is copied", "已复制最后一条回答")
NEW_LINE = Phrase("New line", "换行")
WRITE_HERE_THEN = Phrase("Write a message – {keys} sends", "输入消息，{keys} 发送")

# --- The first run ----------------------------------------------------------------------------------------------------
WELCOME = Phrase("Hello, this is ChatBelle", "你好，这里是 ChatBelle")
WELCOME_TEXT = Phrase(
    "An assistant that runs on this machine. What you write stays here.",
    "在这台电脑上运行的助手，你写的内容不外传。",
)
NEXT = Phrase("Go on", "继续")
SKIP = Phrase("Skip", "跳过")
WELCOME_MODEL = Phrase("A model for this machine", "适合这台电脑的模型")
WELCOME_MODEL_TEXT = Phrase(
    "It is downloaded once; from then on nothing needs the network.", "只需下载一次，之后不再需要联网。"
)
LOOKING_AT_MACHINE = Phrase("Looking what suits this machine …", "正在看这台电脑适合哪个模型……")
START_WITH = Phrase("Start with it", "用它开始")
SEE_ALL_MODELS = Phrase("See all models", "看看所有模型")
HAVE_WEIGHTS = Phrase("I have BELLE weights", "我有 BELLE 权重")
