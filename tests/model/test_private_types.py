"""What of a personal value is shown: enough to tell it from another, too little to use it."""

from typing import Any

import pytest

from pm.model.field_types import DayType, FieldType, LineType, LinkType, ProseType, TruthType
from pm.model.number_types import MoneyType
from pm.model.private_types import FlatType, IdNumberType, PersonNameType, PhoneType, PlateType

MASKS: list[tuple[FieldType[Any], str, str]] = [
    (PersonNameType(), "王小明", "王**"),
    (PersonNameType(), "Mrs Zhou", "M**"),
    (PhoneType(), "13800000115", "138****0115"),
    (PhoneType(), "138 0000 0115", "138****0115"),
    (PhoneType(), "020-83000042", "020****0042"),
    (PhoneType(), "83000042", "****42"),
    (PhoneType(), "42", "****"),
    (PhoneType(), "none", "****"),
    (IdNumberType(), "440106199001011234", "4401**********1234"),
    (IdNumberType(), "440106900101123", "4401*******1123"),
    (IdNumberType(), "E12345678", "E1*****78"),
    (IdNumberType(), "1234", "****"),
    (PlateType(), "粤B12323", "粤B***23"),
    (PlateType(), "粤B12", "粤B***"),
    (FlatType(), "3-1-402", "3-1-****"),
    (FlatType(), "shop", "****"),
    (LinkType(["unit"]), "U-K7Q2XM", "U-****"),
    (LinkType(["post"]), "front-desk", "****"),
    (LineType(), "call 13800000115", "call 138****0115"),
    (ProseType(), "water\n粤B12323", "water\n粤B***23"),
    (MoneyType(), "120.50", "****"),
    (DayType(), "2026-11-22", "****"),
    (TruthType(), "yes", "****"),
]


@pytest.mark.parametrize(("form", "text", "mask"), MASKS)
def test_a_mask_shows_a_part(form: FieldType[Any], text: str, mask: str) -> None:
    assert form.mask(form.read(text)) == mask


@pytest.mark.parametrize("form", [PersonNameType(), PhoneType(), IdNumberType(), PlateType()])
def test_old_data_of_any_form_comes_in(form: LineType) -> None:
    assert form.read("不详 (see file 7)") == "不详 (see file 7)"


SOUGHT: list[tuple[FieldType[Any], str, str]] = [
    *((PhoneType(), text, "13800000115") for text in ("138 0000 0115", "１３８-００００-０１１５")),
    *((PhoneType(), text, "13800000115") for text in ("+86 13800000115", "0086138-00000115")),
    (PhoneType(), "8613800000115", "13800000115"),
    (PhoneType(), "(020) 8300 0042", "02083000042"),
    (PhoneType(), "+86 20 8300 0042", "02083000042"),
    (PhoneType(), "8683 0042", "86830042"),
    (PhoneType(), "周建华", ""),
    (PhoneType(), "R-138000", ""),
    (PhoneType(), "", ""),
    (PlateType(), "粤b·12323", "粤B12323"),
    (PlateType(), "粤Ｂ 12-323", "粤B12323"),
    (PlateType(), "周建华", ""),
    (PlateType(), "13800000115", ""),
    (PersonNameType(), " Mrs  Zhou", "mrszhou"),
    (PersonNameType(), "阿卜杜拉·买买提", "阿卜杜拉买买提"),
    (PersonNameType(), "13800000115", ""),
    (PersonNameType(), " ", ""),
    (IdNumberType(), "440106199001011234", ""),
]


@pytest.mark.parametrize(("form", "text", "sought"), SOUGHT)
def test_a_value_is_sought_however_it_is_typed(
    form: FieldType[Any], text: str, sought: str
) -> None:
    assert form.sought(text) == sought
