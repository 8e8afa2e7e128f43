from plugins.assets.examples import Component, Example, Param, read_components

FILE = """
params:
  text_size:
    - name: x
      type: object
      meaning: X
      required: true
      params:
        - {name: y, type: int, meaning: Y, required: false}
  other: []
examples:
- {name: A, arguments: {x: {y: 1}}}
- {name: B, macro: other, shown: false}
"""


def test_a_macro_is_named_after_its_folder_unless_the_example_says_otherwise(tmp_path):
    folder = tmp_path / "components/text-size"
    folder.mkdir(parents=True)
    (folder / "examples.yaml").write_text(FILE)
    params = {"text_size": (Param("x", "object", "X", True, (Param("y", "int", "Y", False),)),), "other": ()}
    examples = (Example("A", "text_size", {"x": {"y": 1}}), Example("B", "other", {}, shown=False))
    assert read_components(tmp_path) == [Component("text-size", "components/text-size/text-size.html", params, examples)]
    assert [name for name, _ in params["text_size"][0].rows()] == ["x", "x.y"]
