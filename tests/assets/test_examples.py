from plugins.assets.examples import Component, Example, read_components


def test_a_macro_is_named_after_its_folder_unless_the_example_says_otherwise(tmp_path):
    folder = tmp_path / "components/text-size"
    folder.mkdir(parents=True)
    (folder / "examples.yaml").write_text("- name: A\n  arguments: {x: 1}\n- {name: B, macro: other, shown: false}\n")
    examples = (Example("A", "text_size", {"x": 1}), Example("B", "other", {}, shown=False))
    assert read_components(tmp_path) == [Component("text-size", "components/text-size/text-size.html", examples)]
