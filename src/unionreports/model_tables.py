"""The tables that models make: topics, their choice, stability and effects, clusters, and robustness over choices.

They stand apart from the tables of the corpus since another command makes them (`unionreports models`).
"""

from unionreports.columns import number, share, table_of, text, whole, yes

#: What a document of a topic model is.
DOCUMENTS = ("unit", "section", "report")
#: Topic models, in the order they are shown.
MODELS = ("nmf", "lda", "structural", "keywords")
#: What is clustered, by what, and how.
ENTITIES = ("reports", "region_years")
FEATURES = ("topics", "priorities", "words")
CLUSTER_METHODS = ("kmeans", "ward", "average", "hdbscan")
#: Whether a claim survives a choice.
VERDICTS = ("holds", "unsure", "reversed", "not computed")

DOCUMENTS_TABLE = table_of(
    "documents",
    "the document of the topic models that one unit stands in; units without content (role frame) are in none",
    ("unit_id",),
    unit_id=text("unit"),
    document_id=text("document: id of a unit, a heading or a report, or of the first unit of a pool"),
)

VOCABULARY = table_of(
    "vocabulary",
    "one word of the documents, whether the topic models see it or not",
    ("term",),
    term=text("word"),
    n=whole("times it stands in the documents"),
    n_documents=whole("documents it stands in"),
    n_reports=whole("reports it stands in"),
    reason=text(
        "why the models do not see it; empty where they do",
        ("number", "short", "stop word", "place name", "min_df", "max_df", "min_reports"),
    ),
)

TOPIC_MODELS = table_of(
    "topic_models",
    "one fitted topic model",
    ("model",),
    model=text("model", MODELS),
    model_hash=text("hash of input, settings and library versions; hand labels are bound to it"),
    input_hash=text("hash of the document-term matrix, its terms and ids"),
    documents=text("what a document is", DOCUMENTS),
    n_topics=whole("topics"),
    n_documents=whole("documents that have a word of the vocabulary"),
    n_left_out=whole("documents that have none"),
    n_terms=whole("terms"),
    n_words=whole("words counted"),
    random_state=whole("seed"),
    settings=text("what the model was fitted with, JSON"),
    versions=text("versions of the libraries the result depends on, JSON"),
    shared_text=yes("whether text that stands in another report too is counted"),
)

TOPIC_TERMS = table_of(
    "topic_terms",
    "one term with weight in one topic",
    ("model", "topic", "rank"),
    model=text("model", MODELS),
    topic=whole("number of the topic, from 0"),
    rank=whole("1 for the term with the largest weight"),
    term=text("word"),
    weight=share("share of the topic's total weight"),
    frex=share("harmonic mean of the term's ranks by frequency and exclusivity (Bischof & Airoldi 2012)"),
    lift=number("weight divided by the term's share of all words", lowest=0),
)

DOCUMENT_TOPICS = table_of(
    "document_topics",
    "share of one topic in one document",
    ("model", "document_id", "topic"),
    model=text("model", MODELS),
    document_id=text("document"),
    topic=whole("number of the topic, from 0"),
    share=share("share of the document; shares of a document add to 1"),
)

TOPIC_CHOICE = table_of(
    "topic_choice",
    "one measure of one model with one number of topics",
    ("model", "n_topics", "measure"),
    model=text("model", MODELS),
    n_topics=whole("topics; 1 stands for word frequencies without topics"),
    measure=text("measure", ("npmi", "c_v", "exclusivity", "held_out", "stability", "own_report")),
    value=number("value; held_out is the log-likelihood of a word, own_report a share of the topics", nullable=True),
    low=number("lower end of a 95 % interval or the lowest run, as the design page says", nullable=True),
    high=number("upper end or the highest run", nullable=True),
    n=whole("runs, topics or pages the value rests on"),
)

TOPIC_STABILITY = table_of(
    "topic_stability",
    "how one topic fares when the model is fitted again",
    ("model", "topic", "kind"),
    model=text("model", MODELS),
    topic=whole("number of the topic, from 0"),
    kind=text("what changes between fits: seeds with document orders, or the pages drawn", ("seeds", "pages")),
    n_runs=whole("fits compared with"),
    similarity=share("mean cosine with the matched topic"),
    lowest=share("lowest cosine"),
    terms_kept=share("mean share of the ten leading terms that lead the matched topic too"),
    stable=yes("whether mean cosine and leading terms kept reach the thresholds of the design page"),
)

TOPIC_EFFECTS = table_of(
    "topic_effects",
    "prevalence of one topic at one value of a covariate, or its difference from the others",
    ("model", "topic", "covariate", "value", "kind"),
    model=text("model", MODELS),
    topic=whole("number of the topic, from 0"),
    covariate=text("place, year, level or role"),
    value=text("value of the covariate; of a slope the unit"),
    kind=text("mean share; difference of the value from all others; slope by year", ("mean", "difference", "slope")),
    estimate=number("estimate", nullable=True),
    low=number("lower end of the 95 % interval; empty where pages are too few", nullable=True),
    high=number("upper end", nullable=True),
    n_documents=whole("documents"),
    n_reports=whole("reports"),
    n_pages=whole("pages"),
    small_n=yes("too few reports to say anything of others"),
)

CLUSTERS = table_of(
    "clusters",
    "cluster of one report, or of one region in one year, by one clustering",
    ("clustering", "entity_id"),
    clustering=text("entities, features and method joined with _"),
    entities=text("what is clustered", ENTITIES),
    features=text("by what", FEATURES),
    method=text("how", CLUSTER_METHODS),
    entity_id=text("report_id, or region and year joined with a blank"),
    cluster=whole("number of the cluster, from 0 for the largest; -1: in none"),
    silhouette=number("silhouette on cosine distance, -1 to 1; empty where undefined", nullable=True),
    x=number("first principal coordinate"),
    y=number("second principal coordinate"),
    shared_text=yes("whether text that stands in another report too is counted"),
)

CLUSTER_CHOICE = table_of(
    "cluster_choice",
    "one number of clusters of one clustering, against no structure",
    ("clustering", "n_clusters"),
    clustering=text("clustering"),
    n_clusters=whole("clusters; 1 for no structure"),
    silhouette=number("mean silhouette", nullable=True),
    null_silhouette=number("mean silhouette of the same method where there is no structure", nullable=True),
    gap=number("gap statistic (Tibshirani, Walther & Hastie 2001)", nullable=True),
    gap_error=number("its standard error", nullable=True),
    p=share("share of datasets without structure that do as well, best number of each taken", nullable=True),
    chosen=yes("the number used"),
    reason=text("why it was chosen; empty for the others"),
)

CLUSTER_STABILITY = table_of(
    "cluster_stability",
    "how one cluster fares when entities are drawn again",
    ("clustering", "cluster"),
    clustering=text("clustering"),
    cluster=whole("number of the cluster"),
    n=whole("entities in it"),
    n_pages=whole("pages they stand on"),
    jaccard=share("mean Jaccard similarity with the best match in bootstrap samples (Hennig 2007)", nullable=True),
    dissolved=share("share of the samples in which it falls below one half", nullable=True),
    n_runs=whole("bootstrap samples"),
    stable=yes("whether the mean reaches the threshold of the design page"),
)

CLUSTER_TREES = table_of(
    "cluster_trees",
    "one merge of a hierarchical clustering",
    ("clustering", "step"),
    clustering=text("clustering"),
    step=whole("number of the merge, from 1"),
    left=text("entities on one side, joined with |"),
    right=text("entities on the other"),
    distance=number("distance at which they merge", lowest=0),
    n=whole("entities in both"),
)

SPECIFICATIONS = table_of(
    "specifications",
    "one claim under one set of choices",
    ("specification", "claim"),
    specification=text("the choices, joined with |"),
    claim=text("claim of data/lexicons/claims.csv"),
    model=text("model", MODELS),
    documents=text("what a document is", DOCUMENTS),
    segmenter=text("how words are found", ("dictionary", "plain")),
    stop_words=yes("whether stop words are left out"),
    shared_text=yes("whether text that stands in another report too is counted"),
    weighting=text("weight of a term in a document", ("counts", "tfidf")),
    n_topics=whole("topics"),
    random_state=whole("seed"),
    estimate=number("estimate", nullable=True),
    low=number("lower end of the 95 % interval", nullable=True),
    high=number("upper end", nullable=True),
    n_reports=whole("reports"),
    n_pages=whole("pages"),
    verdict=text("whether the claim survives", VERDICTS),
    note=text("why nothing could be computed"),
)

MODEL_TABLES = (
    DOCUMENTS_TABLE,
    VOCABULARY,
    TOPIC_MODELS,
    TOPIC_TERMS,
    DOCUMENT_TOPICS,
    TOPIC_CHOICE,
    TOPIC_STABILITY,
    TOPIC_EFFECTS,
    CLUSTERS,
    CLUSTER_CHOICE,
    CLUSTER_STABILITY,
    CLUSTER_TREES,
    SPECIFICATIONS,
)
