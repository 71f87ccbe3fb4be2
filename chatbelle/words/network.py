"""The network."""

from chatbelle.words.phrase import Phrase

NETWORK_IS_CLOSED = Phrase(
    "ChatBelle only goes online for something you started, and nothing is running.",
    "只有你发起的操作才会联网，现在没有正在进行的操作。",
)
START_A_DOWNLOAD = Phrase("Start the download or the search again.", "请重新开始下载或搜索。")
CONNECTIONS_NOT_LOGGED = Phrase(
    "The log of connections cannot be written ({reason}), so none is made.",
    "无法写入联网记录（{reason}），因此没有联网。",
)
FREE_OR_MEND_DISK = Phrase(
    "Free some space, or make ChatBelle's folder writable.", "请腾出磁盘空间，或让 ChatBelle 的文件夹可写。"
)
HOST_UNREACHABLE = Phrase("{host} cannot be reached: {reason}.", "无法连接 {host}：{reason}。")
CONNECTION_CUT = Phrase("The connection to {host} was cut.", "与 {host} 的连接中断了。")
CONNECTION_STALLED = Phrase("Nothing came from {host} any more.", "{host} 没有再传来数据。")
CHECK_NETWORK = Phrase(
    "Check the network and the proxy, or choose another source. What has arrived is kept.",
    "请检查网络和代理，或换一个下载源。已下载的部分会保留。",
)
ANSWER_TOO_LONG = Phrase("{host} sent far more than was asked for.", "{host} 传来的数据远超预期。")
REDIRECTED_IN_CIRCLES = Phrase("{host} sends us on and on.", "{host} 一直在转向其他地址。")
TRY_LATER_OR_ELSEWHERE = Phrase(
    "Try again later, or choose another source. What has arrived is kept.",
    "请稍后再试，或换一个下载源。已下载的部分会保留。",
)
ADDRESS_REFUSED = Phrase("The address {address} is not used.", "不会使用地址 {address}。")
ONLY_HTTPS = Phrase(
    "Only https addresses are, and programs on this machine.", "只使用 https 地址，以及这台电脑上的程序。"
)
MODEL_NOT_ON_HUB = Phrase("{name} does not exist, or is private.", "{name} 不存在，或未公开。")
FILE_NOT_ON_HUB = Phrase("{name} is not there (any more).", "{name} 不存在，或已被移除。")
CHECK_MODEL_NAME = Phrase(
    "Check the name: organisation/model, as on the hub's page.", "请检查名称：组织/模型，与网页上的一致。"
)
MODEL_IS_GATED = Phrase("{name} is only given to those who asked for it.", "{name} 需要先申请才能下载。")
ACCESS_REFUSED = Phrase("Access to {name} is refused.", "没有权限访问 {name}。")
ASK_FOR_ACCESS = Phrase(
    "Ask for access on the model's page, then set your token as HF_TOKEN.",
    "请先在模型页面申请，再把你的令牌设为 HF_TOKEN。",
)
TOO_MANY_REQUESTS = Phrase("{host} asks for a pause: too many requests.", "请求过多，{host} 要求稍等。")
WAIT_OR_SIGN_IN = Phrase(
    "Go on in a while. With a token in HF_TOKEN more is allowed.", "请过一会儿再继续。设置 HF_TOKEN 后限制会放宽。"
)
SERVER_IN_TROUBLE = Phrase(
    "{host} gave an answer that does not help (status {status}).", "{host} 的回应无法使用（状态 {status}）。"
)
HUB_NOT_UNDERSTOOD = Phrase("{host} does not answer as the model hub does.", "{host} 的回应不像模型站。")
WEB_PAGE_INSTEAD = Phrase("{host} sent a web page in place of the file.", "{host} 传来的是网页，不是文件。")
SIGN_IN_TO_NETWORK = Phrase(
    "This network may want you to sign in: open any page in the browser, then go on.",
    "当前网络可能需要登录：请先在浏览器中打开任意网页，然后继续。",
)
