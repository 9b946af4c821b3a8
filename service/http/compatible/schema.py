"""What replies of OpenAI's routes look like, for their description."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from service.http.schema import AnswerSchema


class _Schema(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class ErrorSchema(_Schema):
    """What is wrong, and with which field."""

    message: str
    type: str
    param: str | None = None
    code: str | None = None


class OpenAiErrorSchema(_Schema):
    """An error in OpenAI's form."""

    error: ErrorSchema


class ModelSchema(_Schema):
    """A name under which Anagen can be asked."""

    id: str
    object: Literal["model"]
    created: int
    owned_by: str


class ModelsSchema(_Schema):
    """All of them."""

    object: Literal["list"]
    data: list[ModelSchema]


class UrlCitationSchema(_Schema):
    """A link for a marker, `content[start_index:end_index]`, in code points, half open."""

    start_index: int
    end_index: int
    title: str
    url: str


class AnnotationSchema(_Schema):
    """A citation of a message."""

    type: Literal["url_citation"]
    index: int
    url_citation: UrlCitationSchema


class MessageSchema(_Schema):
    """What Anagen says."""

    role: Literal["assistant"]
    content: str
    refusal: None
    annotations: list[AnnotationSchema]


class ChoiceSchema(_Schema):
    """The only one."""

    index: Literal[0]
    message: MessageSchema
    logprobs: None
    finish_reason: Literal["stop"]


class UsageSchema(_Schema):
    """Tokens as the encoder counts them."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class CompletionSchema(_Schema):
    """A chat completion; `sources` are as Open WebUI shows them."""

    id: str
    object: Literal["chat.completion"]
    created: int
    model: str
    choices: list[ChoiceSchema]
    usage: UsageSchema
    sources: list[dict[str, Any]] = []
    x_anagen: AnswerSchema | None = None


class OutputTextSchema(_Schema):
    """A text; its annotations have the fields of a `url_citation` beside their type."""

    type: Literal["output_text"]
    text: str
    annotations: list[dict[str, Any]]
    logprobs: list[Any]


class OutputMessageSchema(_Schema):
    """What Anagen says."""

    id: str
    type: Literal["message"]
    status: Literal["completed"]
    role: Literal["assistant"]
    content: list[OutputTextSchema]


class ResponseSchema(BaseModel):
    """A response of OpenAI's Responses API."""

    model_config = ConfigDict(extra="allow", strict=True)

    id: str
    object: Literal["response"]
    created_at: int
    status: Literal["completed"]
    model: str
    output: list[OutputMessageSchema]
    usage: dict[str, Any]
    x_anagen: AnswerSchema | None = None
