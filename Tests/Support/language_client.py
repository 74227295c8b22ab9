"""An editor of the Language Server Protocol, with the capabilities of real ones, talks to `hpo lsp`.

    HPO=.build/debug/hpo .build/venv/bin/python3 -m pytest -q Tests/Support/language_client.py
"""

import os
import pathlib
import sys

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

# What columns count, as the server has chosen among what the client can do.
unit = None

TEXT = """\
## Doubles.
fn twice(x) = 2 * x
let s = search lr in log(1e-4, 1) with gamma for 3 trials where lr < 0.5 minimize twice(x: lr)
print("😀", s.best.params.lr)
"""


@pytest_lsp.fixture(
    params=["neovim", "visual-studio-code", "emacs"],
    config=ClientServerConfig(server_command=[os.environ["HPO"], "lsp"]),
)
async def client(request, lsp_client: LanguageClient):
    begun = await lsp_client.initialize_session(
        types.InitializeParams(capabilities=client_capabilities(request.param))
    )
    global unit
    unit = begun.capabilities.position_encoding
    yield
    await lsp_client.shutdown_session()


@pytest.fixture
def uri(tmp_path: pathlib.Path):
    return (tmp_path / "tune.hpo").as_uri()


async def open_text(client, uri, text):
    item = types.TextDocumentItem(uri=uri, language_id="hpo", version=1, text=text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=item))
    await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    return list(client.diagnostics.get(uri, []))


async def change_text(client, uri, version, text):
    client.text_document_did_change(
        types.DidChangeTextDocumentParams(
            text_document=types.VersionedTextDocumentIdentifier(uri=uri, version=version),
            content_changes=[types.TextDocumentContentChangeWholeDocument(text=text)],
        )
    )
    await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    return list(client.diagnostics.get(uri, []))


def columns(text):
    return len(text.encode()) if unit == types.PositionEncodingKind.Utf8 else len(text.encode("utf-16-le")) // 2


def place(text, mark, offset=0):
    before = text[: text.index(mark) + offset]
    line = before.rsplit("\n", 1)[-1]
    return types.Position(line=before.count("\n"), character=columns(line))


def edited(text, edits):
    lines = text.split("\n")

    def offset(position):
        line = lines[position.line]
        inside = next(count for count in range(len(line) + 1) if columns(line[:count]) == position.character)
        return sum(len(line) + 1 for line in lines[: position.line]) + inside

    for edit in sorted(edits, key=lambda edit: offset(edit.range.start), reverse=True):
        text = text[: offset(edit.range.start)] + edit.new_text + text[offset(edit.range.end) :]
        lines = text.split("\n")
    return text


def edits_of(edit, uri):
    if edit.document_changes:
        return [one for change in edit.document_changes for one in change.edits]
    return edit.changes[uri]


@pytest.mark.asyncio
async def test_an_error_appears_and_goes(client, uri):
    told = await open_text(client, uri, "let x = lenght([1])\nprint(x)\n")
    assert len(told) == 1
    assert told[0].severity == types.DiagnosticSeverity.Error
    assert "unknown function `lenght`" in told[0].message and "did you mean `length`?" in told[0].message
    assert told[0].range == types.Range(types.Position(0, 8), types.Position(0, 14))
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(
            text_document=types.TextDocumentIdentifier(uri=uri),
            range=told[0].range,
            context=types.CodeActionContext(diagnostics=told),
        )
    )
    mended = edited("let x = lenght([1])\nprint(x)\n", edits_of(actions[0].edit, uri))
    assert mended == "let x = length([1])\nprint(x)\n"
    assert await change_text(client, uri, 2, mended) == []


@pytest.mark.asyncio
async def test_words_are_explained(client, uri):
    await open_text(client, uri, TEXT)
    document = types.TextDocumentIdentifier(uri=uri)
    hover = await client.text_document_hover_async(
        types.HoverParams(text_document=document, position=place(TEXT, "gamma"))
    )
    assert "gamma" in hover.contents.value
    hover = await client.text_document_hover_async(
        types.HoverParams(text_document=document, position=place(TEXT, "twice(x: lr"))
    )
    assert "Doubles." in hover.contents.value
    help_of_call = await client.text_document_signature_help_async(
        types.SignatureHelpParams(text_document=document, position=place(TEXT, "x: lr"))
    )
    assert help_of_call.signatures[0].label == "twice(x)"


@pytest.mark.asyncio
async def test_what_can_be_typed_is_listed(client, uri):
    text = "search lr in log(1e-4, 1) with "
    await open_text(client, uri, text)
    found = await client.text_document_completion_async(
        types.CompletionParams(
            text_document=types.TextDocumentIdentifier(uri=uri), position=types.Position(0, len(text))
        )
    )
    assert {"gamma", "gaussian", "random", "hull"} <= {item.label for item in found.items}
    assert all(item.documentation for item in found.items)


@pytest.mark.asyncio
async def test_names_are_followed_and_changed(client, uri):
    await open_text(client, uri, TEXT)
    document = types.TextDocumentIdentifier(uri=uri)
    found = await client.text_document_definition_async(
        types.DefinitionParams(text_document=document, position=place(TEXT, "lr)\n", 1))
    )
    assert [one.range.start for one in found] == [place(TEXT, "lr in")]
    found = await client.text_document_references_async(
        types.ReferenceParams(
            text_document=document,
            position=place(TEXT, "lr in"),
            context=types.ReferenceContext(include_declaration=True),
        )
    )
    assert len(found) == 4
    edit = await client.text_document_rename_async(
        types.RenameParams(text_document=document, position=place(TEXT, "lr in"), new_name="rate")
    )
    assert edited(TEXT, edits_of(edit, uri)) == TEXT.replace("lr", "rate")
    with pytest.raises(Exception, match="means something else"):
        await client.text_document_rename_async(
            types.RenameParams(text_document=document, position=place(TEXT, "twice(x)"), new_name="print")
        )


@pytest.mark.asyncio
async def test_contents_are_listed(client, uri):
    text = "fn f(x) {\n  x\n}\n" + TEXT
    await open_text(client, uri, text)
    document = types.TextDocumentIdentifier(uri=uri)
    symbols = await client.text_document_document_symbol_async(types.DocumentSymbolParams(text_document=document))
    assert {"f", "twice", "s", "lr"} <= {
        name for one in symbols for name in [one.name, *(child.name for child in getattr(one, "children", None) or [])]
    }
    folds = await client.text_document_folding_range_async(types.FoldingRangeParams(text_document=document))
    assert [(fold.start_line, fold.end_line) for fold in folds] == [(0, 1)]


if __name__ == "__main__":
    sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", __file__]))
