"""What `unionreports --help` says of the whole, of the exit status, and by way of example."""

ABOUT = """\
Compare the priorities of Chinese trade unions across places and years from their work reports (工会工作报告).

A project is a folder with web pages in data/raw/pages, one file each, byte for byte as they were obtained.
data/raw/sources.csv may say where they come from, data/raw/corrections.csv may overrule what the software
infers; neither is needed to begin.
"""
STATUS = """\
exit status:
  0  all is well
  1  done, but some page cannot be read, holds no report or was not added; it is named, with what to do
  2  wrong use, a broken sheet, tables that do not keep their declaration, or a notebook that stopped
  3  an error of the software itself; please report the lines it printed
  130  stopped with Ctrl-C
"""


#: What is typed, and what it does; by command, the first for the whole.
EXAMPLES = {
    "": (
        ("unionreports add ~/new_pages --dry-run", "what would be understood of new pages?"),
        ("unionreports build", "the project in this folder or the nearest one above it"),
        ("unionreports build --project ~/zhejiang", "any other project"),
        ("unionreports check", "are the tables whole, and what needs a person's eye?"),
        ("unionreports reproduce --jobs 2", "everything: pages to tables to notebooks to figures"),
        ("unionreports agreement --help", "what one command does, its options and examples"),
    ),
    "add": (
        ("unionreports add ~/pages --dry-run", "see what is understood; nothing is written"),
        ("unionreports add ~/pages --region 330000", "pages of a folder, all from one province (浙江)"),
        ("unionreports add a.html --region 330282 --year 2012", "one page, with what you know of its report"),
        ("unionreports add texts.csv pages.zip --host example.org", "a table of texts and an archive from one site"),
    ),
    "review": (
        ("unionreports review look.xlsx", "what deserves a look; fill in the column value"),
        ("unionreports review look.xlsx --read", "your answers become rows of corrections.csv"),
        ("unionreports review one.csv --page s004 --all", "every field of the reports of one page"),
    ),
    "build": (
        ("unionreports build", "the project in this folder or the nearest one above it"),
        ("unionreports build --project ~/zhejiang --jobs 2", "any other project, two pages at a time"),
    ),
    "statements": (
        ("unionreports statements", "after build; the models can wait"),
        ("unionreports statements --jobs 2", "shared text beside the rest; the results are the same"),
    ),
    "models": (
        ("unionreports models --jobs 2", "on two processors; the results are the same"),
        ("unionreports models --topics 20", "another number of topics"),
        ("unionreports models --quick", "a first look: few refits, claims untried"),
        ("unionreports models --without-shared-text", "topics and clusters of what is each report's own"),
    ),
    "intrusion-sheet": (
        ("unionreports intrusion-sheet wang.xlsx --coder Wang", "which word does not belong to the topic?"),
        ("unionreports intrusion-sheet li.csv --coder Li --task topics", "which topic does not belong to the passage?"),
    ),
    "intrusion": (
        ("unionreports intrusion wang.xlsx li.csv --lock", "when they are filled in"),
        ("unionreports intrusion wang.xlsx li.csv", "scores, and how far the coders agree"),
    ),
    "changes": (("unionreports changes ../earlier", "a copy of data/processed made before pages were added"),),
    "recovery": (("unionreports recovery", "a few minutes"), ("unionreports recovery --corpora 20", "a first look")),
    "trace": (
        ("unionreports trace units s000-1-u009", "a row of a table, by its key"),
        ("unionreports trace figures/03_by_level.csv 12", "the twelfth row of what a figure shows"),
        (
            "unionreports trace figures/03_by_level.csv --where level=county priority=organising",
            "the row that has these values",
        ),
        ("unionreports trace edits s000 4 6 --html why.html", "the raw page for a browser, with the span marked"),
    ),
    "check": (("unionreports check", "after build, or when tables came from someone else"),),
    "notebooks": (("unionreports notebooks", "all of them"), ("unionreports notebooks 03_priorities", "one again")),
    "reproduce": (
        ("unionreports reproduce --jobs 2", "on two processors; the results are the same"),
        ("unionreports reproduce --quick", "a first look"),
    ),
    "scores": (("unionreports scores", "in the folder of the software, which has a reference coding"),),
    "coding-sheet": (
        ("unionreports coding-sheet wang.xlsx --coder Wang", "200 units for the first coder"),
        ("unionreports coding-sheet li.csv --coder Li", "the same units for the second"),
        ("unionreports coding-sheet trial.xlsx --coder Li --units 20 --seed 1", "a few to practise with"),
    ),
    "agreement": (
        ("unionreports agreement", "the methods with the hand-coded units and each other"),
        ("unionreports agreement wang.xlsx li.csv", "two coders, and each of them with the methods"),
        ("unionreports agreement wang.xlsx --training coded_units.extra.csv", "codes to train the classifier with"),
    ),
    "simulate": (
        ("unionreports simulate --corpora 100", "a first look: each rate give or take .02"),
        ("unionreports simulate", "the full number"),
    ),
}
