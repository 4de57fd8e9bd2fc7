"""The document of the interface for programs: roles and refusals with every operation, names that are short."""

from fastapi import APIRouter
from pydantic import BaseModel, create_model

from enablement.hub.programs.document import ROLE, build_document, operations
from enablement.hub.routes.access import Admin, Marketer


class Answer(BaseModel):
    """What is answered."""

    n: int


def made() -> APIRouter:
    router = APIRouter(prefix="/api/v1", tags=["things"])

    @router.get("/things/{name}", summary="Read a thing")
    def read(name: str, _member: Marketer) -> Answer:
        """One thing."""
        return Answer(n=len(name))

    @router.delete("/things/{name}", summary="Remove a thing", status_code=204)
    def remove(name: str, _member: Admin) -> None:
        """It is gone."""

    return router


def test_an_operation_says_who_may_ask_and_how_it_refuses() -> None:
    document = build_document([made()])
    found = {method: operation for _path, method, operation in operations(document)}
    assert {method: one[ROLE] for method, one in found.items()} == {
        "get": "marketer", "delete": "admin",
    }  # fmt: skip
    refusal = {"$ref": "#/components/schemas/Refusal"}
    for one in found.values():
        for status in ("401", "403", "404", "409", "422", "503"):
            content = one["responses"][status]["content"]["application/json"]
            assert content["schema"] == refusal
    assert document["security"] == [{"token": []}]
    assert document["components"]["securitySchemes"]["token"]["scheme"] == "bearer"


def test_what_the_framework_would_answer_is_not_promised() -> None:
    assert "HTTPValidationError" not in str(build_document([made()]))


def test_two_forms_of_one_name_are_told_apart_by_their_area() -> None:
    kinds = [
        create_model("Answer", __module__="enablement.hub.routes.api_cards", n=(int, ...)),
        create_model("Answer", __module__="enablement.hub.routes.api_drafts", n=(str, ...)),
    ]
    router = APIRouter(prefix="/api/v1")
    for number, kind in enumerate(kinds):
        router.add_api_route(f"/{number}", lambda: None, response_model=kind)
    document = build_document([router])
    assert {"CardsAnswer", "DraftsAnswer"} <= set(document["components"]["schemas"])
    answered = document["paths"]["/api/v1/1"]["get"]["responses"]["200"]["content"]
    assert answered["application/json"]["schema"]["$ref"].endswith("/DraftsAnswer")
