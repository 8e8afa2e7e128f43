"""The advice that ends a message about a word nobody knows."""

from plugins.problems import did_you_mean, suggest


def test_a_word_typed_wrong_is_answered_with_the_nearest_known():
    assert suggest("Tittle", ["Date", "Title"]) == "Có phải “Title”?"


def test_a_word_like_no_other_gets_other_advice_or_the_whole_list():
    assert suggest("zzz", ["Date", "Title"], "Xoá dòng này.") == "Xoá dòng này."
    assert suggest("zzz", (name for name in ("Date", "Title"))) == "Dùng được: Date, Title."


def test_several_guesses_are_one_question():
    assert did_you_mean("Cao Lộc", "Cao Lâu", otherwise="Xem danh mục.") == "Có phải “Cao Lộc” hay “Cao Lâu”?"
    assert did_you_mean(None, otherwise="Xem danh mục.") == "Xem danh mục."
