"""The shipped templates are what the script in tools/ makes."""

import io
import zipfile

import pytest

from tools import make_templates

COMPARED = ("word/document.xml", "word/styles.xml", "word/header1.xml", "word/header2.xml")


def parts(content):
    with zipfile.ZipFile(content) as archive:
        return {name: archive.read(name) for name in COMPARED}


@pytest.mark.parametrize("name", make_templates.TEMPLATES)
def test_the_shipped_template_is_what_the_script_makes(name):
    made = io.BytesIO()
    make_templates.TEMPLATES[name]().save(made)
    assert parts(made) == parts(make_templates.FOLDER / name)


@pytest.mark.parametrize("name", make_templates.TEMPLATES)
def test_a_template_names_no_author(name):
    document = make_templates.TEMPLATES[name]()
    assert document.core_properties.author == ""
