"""The conversation: its messages, the composer, what a chat is set to."""

from chatbelle.words.phrase import Phrase

# --- The app: list of chats, conversation, composer -------------------------------------------------------------------
APP_ADDRESS = Phrase(
    "ChatBelle is open at {address} – only this machine can reach it. Ctrl+C ends it.",
    "ChatBelle 已打开：{address}，只有这台电脑能访问。按 Ctrl+C 结束。",
)
NEEDS_FLET_WEB = Phrase("The browser client is not installed.", "没有安装浏览器客户端。")
INSTALL_FLET_WEB = Phrase("Install it: pip install 'flet[web]'", "请安装：pip install 'flet[web]'")
PORT_TAKEN = Phrase("Port {port} is in use by another program.", "端口 {port} 已被其他程序占用。")
CHOOSE_PORT = Phrase("Choose another with --port, or leave it out.", "请用 --port 换一个，或不指定端口。")
NEW_CHAT = Phrase("New chat", "新对话")
CHATS = Phrase("Chats", "对话列表")
SHOW_CHATS = Phrase("Show chats", "显示对话列表")
HIDE_CHATS = Phrase("Hide chats", "收起对话列表")
NO_CHATS = Phrase(
    "Your chats will be listed here. Write a message to begin.", "你的对话会列在这里。写下第一句话就能开始。"
)
TODAY = Phrase("Today", "今天")
YESTERDAY = Phrase("Yesterday", "昨天")
LAST_7_DAYS = Phrase("Last 7 days", "最近 7 天")
LAST_30_DAYS = Phrase("Last 30 days", "最近 30 天")
EARLIER = Phrase("Earlier", "更早")
REMOVE = Phrase("Delete", "删除")
CANCEL = Phrase("Cancel", "取消")
OPEN_LINK_QUESTION = Phrase("Open this address?", "打开这个网址？")
OPEN_LINK_EXPLAINED = Phrase(
    "Your browser will open it; ChatBelle itself goes nowhere.", "将由浏览器打开，ChatBelle 自己不会联网。"
)
OPEN_LINK = Phrase("Open", "打开")
LINK_REFUSED = Phrase("This link is not opened: {address}", "不会打开这个链接：{address}")
ONLY_WEB_LINKS = Phrase("Only web and mail addresses are.", "只打开网页和邮件地址。")
WRITE_HERE = Phrase("Write a message", "输入消息")
SEND = Phrase("Send", "发送")
STOP = Phrase("Stop answering", "停止回答")
ANSWER_OF = Phrase("Answer of {model}", "{model} 的回答")
COPY = Phrase("Copy", "复制")
COPY_CODE = Phrase("Copy code", "复制代码")
READING_PROMPT = Phrase("Reading… {percent} %", "正在阅读… {percent} %")
WAITING_FOR_ENGINE = Phrase("Answers as soon as the model is free", "模型准备好就回答")
STILL_SEEN = Phrase("The model still sees what follows", "以下内容模型仍能看到")
STOPPED_BY_YOU = Phrase("You stopped this answer", "你停止了这次回答")
STOPPED_BY_LIMIT = Phrase("Cut off at the longest answer allowed", "已到回答长度上限，后面被截断")
STOPPED_BY_CONTEXT = Phrase("Cut off: the context is full", "上下文已满，后面被截断")
STOPPED_BY_CRASH = Phrase("Cut off: the model stopped unexpectedly", "模型意外停止，后面被截断")
STOPPED_BY_END = Phrase("Cut off: the app ended meanwhile", "应用中途退出，后面被截断")
EARLIER_MESSAGES = Phrase("{count} earlier messages", "前面还有 {count} 条消息")
LATER_MESSAGES = Phrase("{count} later messages", "后面还有 {count} 条消息")
NOT_ANSWERED = Phrase("This message has no answer yet", "这条消息还没有回答")
ANSWER_NOW = Phrase("Answer now", "现在回答")
DISMISS = Phrase("Dismiss", "知道了")
DETAILS = Phrase("Details", "详细信息")
DETAILS_ARE = Phrase("Details: {details}", "详细信息：{details}")
LOAD_SHORTER = Phrase("Load with a shorter context", "缩短上下文再加载")
UNEXPECTED = Phrase("Something unexpected happened.", "出了点意外。")
UNEXPECTED_REMEDY = Phrase(
    "Your chats are kept. If it happens again, the details help to find the cause.",
    "你的对话都保留了。如果再次出现，详细信息有助于找到原因。",
)
START_TITLE = Phrase("What would you like to talk about?", "想聊点什么？")
START_TEXT = Phrase(
    "The model runs on this machine. What you write stays here.", "模型就在这台电脑上运行，你写的内容不会离开这里。"
)
NO_MODEL_TITLE = Phrase("There is no model yet", "还没有模型")
NO_MODEL_TEXT = Phrase(
    "Choose one, and it is fetched and started. From then on everything stays on this machine.",
    "选一个模型，下载后就能开始。之后的一切都在这台电脑上。",
)
MODEL_PATH = Phrase("Or the path of a .gguf file", "或填写 .gguf 文件的位置")
CHOOSE_FILE = Phrase("Choose a file", "选择文件")
OPEN_MODEL = Phrase("Load and start", "加载并开始")
LOAD_CANCEL = Phrase("Stop loading", "停止加载")
NOT_LOADED = Phrase("No model is loaded", "未加载模型")
LOAD_AGAIN_NOW = Phrase("Load again", "重新加载")
CONTEXT_USED = Phrase("Context {used} / {limit}", "上下文 {used} / {limit}")
CONTEXT_EXPLAINED = Phrase(
    "{used} of the {limit} tokens that the model can see at once are used.",
    "模型一次能看到 {limit} 个词元，已用 {used} 个。",
)
SPEED = Phrase("{rate} characters/s", "{rate} 字/秒")

# --- The app: what can be done with a message -------------------------------------------------------------------------
COPIED = Phrase("Copied", "已复制")
EDIT = Phrase("Edit", "编辑")
SEND_EDITED = Phrase("Send anew", "重新发送")
EDIT_KEEPS = Phrase("The earlier version stays; the arrows lead back to it.", "原来的版本会保留，可用箭头切换。")
ANSWER_ANEW = Phrase("Answer anew", "重新回答")
GO_ON = Phrase("Go on", "接着说")
MORE = Phrase("More", "更多")
FORK = Phrase("New chat from here", "从这里开始新对话")
VERSION_BEFORE = Phrase("Earlier version", "上一个版本")
VERSION_AFTER = Phrase("Later version", "下一个版本")
ABOUT_ANSWER = Phrase("About this answer", "关于这次回答")
REMOVE_FROM_HERE = Phrase("Delete from here on", "从这里起删除")
MESSAGE_REMOVED = Phrase("Message deleted", "已删除这条消息")
MESSAGES_REMOVED = Phrase("{count} messages deleted", "已删除 {count} 条消息")
CHAT_REMOVED = Phrase("“{title}” deleted", "已删除「{title}」")
UNDO = Phrase("Undo", "撤销")
NEW_ANSWER = Phrase("New answer", "有新回答")
ANSWER_SPOKEN = Phrase("The answer: {text}", "回答：{text}")
FACT_MODEL = Phrase("Model: {model}", "模型：{model}")
FACT_TOKENS = Phrase(
    "Tokens: {answer} said, {prompt} read before, {evaluated} of those newly",
    "词元：回答 {answer} 个，之前读了 {prompt} 个，其中新读 {evaluated} 个",
)
FACT_SPEED = Phrase("Speed: {characters} characters/s, {tokens} tokens/s", "速度：{characters} 字/秒，{tokens} 词元/秒")
FACT_FIRST = Phrase(
    "First word after {seconds} s, all of it after {whole} s", "{seconds} 秒后开始回答，共用 {whole} 秒"
)
FACT_FORGOTTEN = Phrase("The oldest {count} messages were not seen", "没有看到最早的 {count} 条消息")
FACT_ENDED = Phrase("It ended by itself", "自己说完了")
FACT_STOP_STRING = Phrase("It ended at a stop string", "遇到停止词而结束")
THINKING = Phrase("Thinking… {seconds} s", "思考中… {seconds} 秒")
THOUGHT_FOR = Phrase("Thought for {seconds} s", "思考了 {seconds} 秒")
THOUGHTS = Phrase("Thoughts", "思考过程")

# --- When the context is full -----------------------------------------------------------------------------------------
CONTEXT_FULL_ASK = Phrase(
    "This conversation no longer fits into what the model can see at once.", "这段对话已经超出模型一次能看到的长度。"
)
CHOOSE_WHEN_FULL = Phrase("Choose how to go on; nothing is deleted.", "选择怎样继续，内容都不会删除。")
SUM_UP = Phrase(
    "Sum up our conversation so far in a few sentences: facts, names, decisions and open questions. "
    "Write only the summary.",
    "请用几句话概括我们到目前为止的对话：事实、人名、决定和还没解决的问题。只写概括本身。",
)
SUMMARY_TOLD = Phrase("(What we said in between, in short: {text})", "（中间谈过的内容概括如下：{text}）")

# --- The app: what a chat is set to -----------------------------------------------------------------------------------
CHAT_SETTINGS = Phrase("Settings of this chat", "这个对话的设置")
CLOSE = Phrase("Close", "关闭")
PERSONA = Phrase("Persona", "角色")
PERSONA_EXPLAINED = Phrase("Who the model shall be in this chat.", "让模型在这个对话里扮演谁。")
SYSTEM_HINT = Phrase("Write one of your own", "也可以自己写")
KEEP_PERSONA = Phrase("Keep as a persona of mine", "存为我的角色")
FORGET_PERSONA = Phrase("Take it out of my personas", "从我的角色中移除")
MANNER = Phrase("Manner", "风格")
PRECISE = Phrase("Precise", "严谨")
PRECISE_EXPLAINED = Phrase("Keeps to the most likely words.", "只用最有把握的词，同样的问题答得差不多。")
BALANCED = Phrase("Balanced", "均衡")
BALANCED_EXPLAINED = Phrase("As the model's makers recommend.", "按模型作者的推荐。")
CREATIVE = Phrase("Creative", "发散")
CREATIVE_EXPLAINED = Phrase("Dares unlikely words; facts suffer.", "敢用意外的词，更有新意，也更容易出错。")
OWN_NUMBERS = Phrase("Numbers of your own; empty means as recommended.", "自定义数值，留空则按推荐。")
TEMPERATURE = Phrase("Temperature", "温度")
TOP_K = Phrase("Top K", "候选词数 Top K")
TOP_P = Phrase("Top P", "累积概率 Top P")
MIN_P = Phrase("Min P", "最低概率 Min P")
REPETITION_PENALTY = Phrase("Repetition penalty", "重复惩罚")
MAX_TOKENS = Phrase("Longest answer, in tokens", "回答上限（词元）")
SEED = Phrase("Seed", "随机种子")
SEED_ANY = Phrase("Any", "每次不同")
NUMBER_WRONG = Phrase("{least} to {most}", "{least} 到 {most}")
WHEN_FULL = Phrase("When the context is full", "上下文满了以后")
WHEN_FULL_EXPLAINED = Phrase(
    "What the model no longer sees stays readable for you.", "模型看不到的内容，你随时都能看。"
)
WHEN_FULL_ASK = Phrase("Ask me", "先问我")
WHEN_FULL_DROP = Phrase("Drop the oldest turns", "忘掉最早的几轮")
WHEN_FULL_SUMMARISE = Phrase("Keep a summary", "写成摘要")
MODEL_HERE = Phrase("Model of this chat", "这个对话的模型")
MODEL_OF_APP = Phrase("As everywhere", "跟随应用")
PROMPT_FORMAT = Phrase("Prompt format", "提示格式")
PROMPT_FORMAT_EXPLAINED = Phrase(
    "How questions and answers are put before the model. Its own is nearly always right.",
    "问答以什么格式交给模型，一般用模型自带的就好。",
)
FORMAT_OWN = Phrase("The model's own", "模型自带")
SHOW_PROMPT = Phrase("Show what the model would read now", "看看模型此刻会读到什么")
PROMPT_TOKENS = Phrase("{count} tokens; the coloured ones are the format's own", "{count} 个词元，彩色的是格式标记")
STOP_STRINGS = Phrase("Stop strings", "停止词")
STOP_HINT = Phrase("One a line", "每行一个")
ANSWER_ANEW_WITH = Phrase("Answer anew with other settings", "换个设置重新回答")
ANSWER_ANEW_WITH_THESE = Phrase("Answer anew with these", "用这些设置重新回答")
SUMMARY = Phrase("Summary that the model sees instead of the above", "模型看到的摘要，代替上面的内容")
KEEP_SUMMARY = Phrase("Keep", "保存")
SUMMING_UP = Phrase("Summing up what no longer fits…", "正在概括放不下的内容…")
