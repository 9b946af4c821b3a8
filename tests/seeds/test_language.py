"""Languages: which one a text is written in, and when that can't be told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.language import language_code, language_of

SENTENCES = {
    "en": [
        "Staphylococcus aureus and Escherichia coli were isolated.",
        "IL-6, TNF-alpha and p53 expression.",
        "Mesenchymal stem cell exosomes therapy.",
        "Does finasteride work against hair loss?",
        "In vitro and in vivo studies of Campylobacter fetus subsp. venerealis.",
        "Chemotherapy often causes hair loss.",
        "BRCA1 and BRCA2 mutations in men.",
        "What is the capital of France?",
        "Propionibacterium acnes (P. acnes) was found in acne vulgaris.",
        "SEM analysis revealed a remarkable recovery in the hair cuticle layers.",
        "Rates of adenocarcinoma in situ fell (95% CI 1.2-3.4; P = 0.0001).",
    ],
    "de": [
        "Die Patienten erhielten über zwölf Wochen täglich 5 mg Minoxidil.",
        "Exosomen aus mesenchymalen Stammzellen förderten das Haarwachstum.",
        "Es traten keine schweren Nebenwirkungen auf.",
        "Ziel der Studie war es, die Wirksamkeit von IL-6-Antikörpern zu prüfen.",
        "Die Überlebensrate war in der Kontrollgruppe signifikant niedriger (P < 0,05).",
        "Hilft Finasterid gegen Haarausfall?",
        "Bei Mäusen sank die Expression von p53 deutlich.",
        "Wie wird Morbus Crohn behandelt?",
        "Eine randomisierte, doppelblinde Studie mit 120 Frauen.",
        "Schlussfolgerung: Die Behandlung ist sicher.",
    ],
    "fr": [
        "Les patients ont reçu 5 mg de minoxidil par jour pendant douze semaines.",
        "Les exosomes dérivés de cellules souches ont favorisé la croissance des cheveux.",
        "Aucun effet indésirable grave n'a été observé.",
        "L'objectif de cette étude était d'évaluer l'efficacité des anticorps anti-IL-6.",
        "Le taux de survie était plus faible dans le groupe témoin (P < 0,05).",
        "Le finastéride est-il efficace contre la chute des cheveux ?",
        "Chez la souris, l'expression de p53 a diminué.",
        "Comment traite-t-on la maladie de Crohn ?",
        "Un essai randomisé en double aveugle chez 120 femmes.",
        "Conclusion : le traitement est sûr.",
    ],
    "es": [
        "Los pacientes recibieron 5 mg de minoxidil al día durante doce semanas.",
        "Los exosomas derivados de células madre favorecieron el crecimiento del cabello.",
        "No se observaron efectos adversos graves.",
        "El objetivo de este estudio fue evaluar la eficacia de los anticuerpos anti-IL-6.",
        "La tasa de supervivencia fue menor en el grupo control (P < 0,05).",
        "¿Es eficaz la finasterida contra la caída del cabello?",
        "En ratones, la expresión de p53 disminuyó.",
        "¿Cómo se trata la enfermedad de Crohn?",
        "Ensayo aleatorizado doble ciego en 120 mujeres.",
        "Conclusión: el tratamiento es seguro.",
    ],
    "pt": [
        "Os pacientes receberam 5 mg de minoxidil por dia durante doze semanas.",
        "Os exossomos derivados de células-tronco favoreceram o crescimento do cabelo.",
        "Não foram observados efeitos adversos graves.",
        "O objetivo deste estudo foi avaliar a eficácia dos anticorpos anti-IL-6.",
        "A taxa de sobrevivência foi menor no grupo controle (P < 0,05).",
        "A finasterida é eficaz contra a queda de cabelo?",
        "Em camundongos, a expressão de p53 diminuiu.",
        "Como é tratada a doença de Crohn?",
        "Ensaio randomizado duplo-cego com 120 mulheres.",
        "Conclusão: o tratamento é seguro.",
    ],
    "it": [
        "I pazienti hanno ricevuto 5 mg di minoxidil al giorno per dodici settimane.",
        "Gli esosomi derivati da cellule staminali hanno favorito la crescita dei capelli.",
        "Non sono stati osservati effetti avversi gravi.",
        "L'obiettivo di questo studio era valutare l'efficacia degli anticorpi anti-IL-6.",
        "Il tasso di sopravvivenza era più basso nel gruppo di controllo (P < 0,05).",
        "La finasteride è efficace contro la caduta dei capelli?",
        "Nei topi l'espressione di p53 è diminuita.",
        "Come si cura il morbo di Crohn?",
        "Studio randomizzato in doppio cieco su 120 donne.",
        "Conclusione: il trattamento è sicuro.",
    ],
    "zh": [
        "患者每天服用5毫克米诺地尔,共十二周。",
        "间充质干细胞外泌体治疗获得性毛囊角化症:一个病例系列。",
        "未观察到严重不良反应。",
        "本研究旨在评估抗IL-6抗体的疗效。",
        "对照组的生存率显著较低(P<0.05)。",
        "非那雄胺对脱发有效吗?",
        "小鼠中p53的表达下降。",
        "結論:該治療安全有效。",
        "MSC来源的EVs促进毛发生长。",
        "120名女性的随机双盲试验。",
    ],
    "ja": [
        "患者は12週間、毎日5mgのミノキシジルを服用した。",
        "間葉系幹細胞由来エクソソームは毛髪の成長を促進した。",
        "重篤な副作用は認められなかった。",
        "本研究の目的は抗IL-6抗体の有効性を評価することである。",
        "対照群の生存率は有意に低かった(P<0.05)。",
        "フィナステリドは脱毛に有効ですか?",
        "マウスではp53の発現が低下した。",
        "クローン病はどのように治療されますか?",
        "女性120名を対象とした無作為化二重盲検試験。",
        "結論:治療は安全である。",
    ],
    "ko": [
        "환자들은 12주 동안 매일 5mg의 미녹시딜을 복용했다.",
        "중간엽 줄기세포 유래 엑소좀은 모발 성장을 촉진했다.",
        "심각한 부작용은 관찰되지 않았다.",
        "본 연구의 목적은 항IL-6 항체의 효능을 평가하는 것이다.",
        "대조군의 생존율은 유의하게 낮았다(P<0.05).",
        "피나스테리드는 탈모에 효과가 있습니까?",
        "생쥐에서 p53의 발현이 감소했다.",
        "크론병은 어떻게 치료합니까?",
        "여성 120명을 대상으로 한 무작위 이중맹검 시험.",
        "결론: 치료는 안전하다.",
    ],
    "ru": [
        "Пациенты получали 5 мг миноксидила в день в течение двенадцати недель.",
        "Экзосомы мезенхимальных стволовых клеток усиливали рост волос.",
        "Серьёзных побочных эффектов не наблюдалось.",
        "Целью исследования была оценка эффективности антител к IL-6.",
        "Выживаемость была ниже в контрольной группе (P < 0,05).",
        "Эффективен ли финастерид при выпадении волос?",
        "У мышей экспрессия p53 снизилась.",
        "Как лечат болезнь Крона?",
        "Рандомизированное двойное слепое исследование у 120 женщин.",
        "Вывод: лечение безопасно.",
    ],
}
CASES = [(code, text) for code, texts in SENTENCES.items() for text in texts]


@pytest.mark.parametrize(("code", "text"), CASES)
def test_short_sentences_are_told_apart(code: str, text: str) -> None:
    """One sentence is enough, also one full of names of genes, drugs and species."""
    assert language_of(text) == code


@pytest.mark.parametrize(
    "text",
    ["", " \n", "12.5 ± 3.1 %", "(1) [2] …", "😀", "IL-6", "p53", "CRISPR-Cas9", "A", "\x00"],
)
def test_what_is_too_short_to_tell_is_not_guessed(text: str) -> None:
    """Numbers, symbols and single names have no language."""
    assert language_of(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Escherichia coli, Staphylococcus aureus, Candida albicans, Aspergillus fumigatus.",
        "Acne vulgaris, pemphigus vulgaris, lichen planus, alopecia areata.",
    ],
)
def test_lists_of_names_in_latin_are_not_latin_or_dutch(text: str) -> None:
    """Names alone are English or nothing."""
    assert language_of(text) in (None, "en")


def test_chinese_with_names_in_latin_script_is_chinese() -> None:
    """Abbreviations within a Chinese sentence do not make it another language."""
    assert language_of("间充质干细胞（MSC）外泌体治疗ATN有效。") == "zh"


def test_english_with_a_name_in_chinese_is_english() -> None:
    """A few characters within an English text do not make it Chinese."""
    assert language_of("The name of this old remedy for hair loss is 何首乌 in China.") == "en"


def test_kana_tell_japanese_from_chinese() -> None:
    """The same word in Chinese characters is Japanese where kana stand beside it."""
    assert language_of("間葉系幹細胞") == "zh"
    assert language_of("間葉系幹細胞の移植") == "ja"


def test_capitals_do_not_matter() -> None:
    """A title in capitals is told like any other."""
    assert language_of("MESENCHYMAL STEM CELLS IN THE TREATMENT OF HAIR LOSS") == "en"


def test_a_long_text_is_told_by_its_beginning() -> None:
    """The work is bounded: what follows a thousand characters is not looked at."""
    assert language_of("Hair grew in all of the patients. " * 100 + "头发" * 500_000) == "en"


@given(st.text(max_size=200))
def test_any_text_has_a_code_of_two_letters_or_none(text: str) -> None:
    """Nothing breaks it, and the same text is always told the same."""
    code = language_of(text)
    assert code is None or (len(code) == 2 and code.isalpha() and code.islower())
    assert language_of(text) == code


@pytest.mark.parametrize(
    ("printed", "code"),
    [("eng", "en"), ("EN", "en"), ("en-GB", "en"), ("ger", "de"), ("deu", "de"), ("chi", "zh")],
)
def test_languages_that_sources_name_come_to_one_code(printed: str, code: str) -> None:
    """Three letters or two, with a region, in any case."""
    assert language_code(printed) == code


@pytest.mark.parametrize("printed", ["", "und", "English", "xx"])
def test_what_is_no_code_of_a_language_gives_none(printed: str) -> None:
    """Then the text tells."""
    assert language_code(printed) is None
