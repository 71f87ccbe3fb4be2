"""Adapters."""

from chatbelle.words.phrase import Phrase

NOT_AN_ADAPTER = Phrase("{name} is no adapter.", "{name} 不是适配器。")
CHOOSE_ANOTHER_ADAPTER = Phrase(
    "Choose a LoRA adapter in the GGUF format; `python -m quant convert FOLDER --base MODEL` makes one of PEFT's.",
    "请选择 GGUF 格式的 LoRA 适配器；PEFT 的可用 `python -m quant convert FOLDER --base MODEL` 转换。",
)
ADAPTER_OF_ANOTHER_KIND = Phrase("{name} is an adapter of the kind {kind}.", "{name} 是 {kind} 类型的适配器。")
ONLY_LORA_ADAPTERS = Phrase("ChatBelle uses plain LoRA adapters.", "ChatBelle 只支持普通的 LoRA 适配器。")
ADAPTER_DOES_NOT_FIT = Phrase(
    "The adapter {name} was not made for {model}: {detail}.", "适配器 {name} 不是为 {model} 制作的：{detail}。"
)
ADAPTER_ARCHITECTURE = Phrase("it is for {its}, the model is {models}", "它用于 {its}，模型是 {models}")
CHOOSE_THE_ADAPTERS_MODEL = Phrase(
    "Load the model it was trained on, or turn the adapter off.", "请加载它训练时所用的模型，或关闭这个适配器。"
)
ADAPTER_LOAD_FAILED = Phrase("The adapter {name} could not be loaded: {detail}.", "无法加载适配器 {name}：{detail}。")
IS_ADAPTER = Phrase("A LoRA adapter, which goes with a model.", "LoRA 适配器，与模型配合使用。")
IS_NO_MODEL_BUT_AN_ADAPTER = Phrase(
    "{name} is no model but a LoRA adapter for one.", "{name} 不是模型，而是模型的 LoRA 适配器。"
)
TURN_ADAPTER_ON = Phrase(
    "Put it into a models' folder, open a chat with its model, and turn it on in the chat's settings.",
    "请把它放进模型文件夹，用对应的模型打开对话，然后在对话设置里打开。",
)
IS_PEFT = Phrase("A LoRA adapter in PEFT's form.", "PEFT 格式的 LoRA 适配器。")
CONVERT_ADAPTER = Phrase(
    "Convert it in a terminal with `python -m quant convert FOLDER --base MODEL`, into a models' folder.",
    "请在终端用 `python -m quant convert FOLDER --base MODEL` 转换，存入模型文件夹。",
)
ADAPTERS = Phrase("Adapters", "适配器")
ADAPTERS_EXPLAINED = Phrase(
    "LoRA adapters in the models' folders that fit the model. Strength 1 is as they were trained.",
    "模型文件夹中适合当前模型的 LoRA 适配器。强度 1 表示与训练时一样。",
)
NO_ADAPTERS = Phrase(
    "None fits this model. Put GGUF adapters into a models' folder; `python -m quant convert FOLDER --base MODEL` "
    "makes one of PEFT's.",
    "没有适合这个模型的。请把 GGUF 适配器放进模型文件夹；"
    "PEFT 的可用 `python -m quant convert FOLDER --base MODEL` 转换。",
)
ADAPTER_STRENGTH = Phrase("Strength of {name}", "{name} 的强度")
ADAPTER_NOT_HERE = Phrase("Not for this model, or gone", "不适合当前模型，或已不在")
HELP_ADAPTER = Phrase(
    "A LoRA adapter, with a strength from 0 to 2; can be given several times.", "LoRA 适配器，强度 0 到 2；可多次使用。"
)
STRENGTH_WRONG = Phrase("{typed} is no strength of an adapter.", "{typed} 不是适配器的强度。")
STRENGTHS_ARE = Phrase(
    "Write FILE or FILE:STRENGTH, with a strength from 0 to 2.", "请写成 FILE 或 FILE:STRENGTH，强度为 0 到 2。"
)
ADAPTERS_HERE = Phrase("Adapters, to be turned on in a chat's settings:", "适配器（在对话设置里打开）：")
TURN_IT_OFF = Phrase("Turn it off in the chat's settings, or get another copy.", "请在对话设置里关闭它，或重新获取。")
