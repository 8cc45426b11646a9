"""The tables of a run folder, declared once: columns, meaning, allowed values, keys.

Checks, reading, writing and the data dictionary all come from these declarations.
"""

from review.core.tables import Column, Table
from review.core.vocabulary import (
    Certainty,
    Check,
    CheckResult,
    ComparatorKind,
    DatePrecision,
    Design,
    Direction,
    Directness,
    Domain,
    EvidenceState,
    Finding,
    Kind,
    LeftOut,
    Measure,
    NoticeState,
    ScreeningDecision,
    ScreeningReason,
    SearchState,
    Stance,
    Strength,
    Verdict,
)

CLAIMS = Table(
    "claims",
    "One row per claim of the article, with what was derived where the claims file left it out.",
    (
        Column("claim_id", "text", "Identifier of the claim, unique in its file.", required=True),
        Column("statement", "text", "The claim in own words, standing on its own.", required=True),
        Column(
            "kind",
            "text",
            "What the claim asserts; decides which evidence counts.",
            Kind,
            required=True,
        ),
        Column("population", "text", "Who the claim is about; empty for people in general."),
        Column(
            "intervention",
            "text",
            "Drug or action; 'A plus B' is a combination, 'A or B' alternatives.",
        ),
        Column("comparator", "text", "What the claim compares with; empty when it names nothing."),
        Column("outcome", "text", "What the claim says is changed."),
        Column("direction", "text", "Which way the outcome goes.", Direction),
        Column("article", "text", "File name of the article."),
        Column("article_sha256", "text", "SHA-256 of the article file's bytes."),
        Column("section", "text", "Heading under which the article makes the claim."),
        Column("start", "integer", "Offset of the claim's first character in the article."),
        Column("end", "integer", "Offset after the claim's last character in the article."),
        Column("query", "text", "The user's own PubMed query; used as it is when present."),
        Column("derived", "list", "Columns above that were derived from the statement."),
        Column(
            "known_pmids", "list", "PMIDs that the searches should find, as the user names them."
        ),
        Column(
            "doubts",
            "list",
            "What keeps the claim from being understood, and what to write instead; it is then neither searched for nor graded.",
        ),
    ),
    ("claim_id",),
)

SEARCHES = Table(
    "searches",
    "One row per search, in order: the log from which every search can be run again (PRISMA-S).",
    (
        Column("search_id", "text", "Claim and step, for example `X01-1`.", required=True),
        Column("claim_id", "text", "The claim searched for.", required=True),
        Column(
            "step",
            "integer",
            "1 is the full strategy; later steps are relaxations of it.",
            required=True,
        ),
        Column(
            "relaxation",
            "text",
            "What the step, or the service, left out; empty for the full strategy.",
        ),
        Column(
            "database",
            "text",
            "Database as the service names itself; says so where a search could not be sent.",
            required=True,
        ),
        Column(
            "query",
            "text",
            "Exact search string; the statement where no search can be made of the claim.",
            required=True,
        ),
        Column("query_translation", "text", "How the service says it read the string."),
        Column(
            "warnings",
            "list",
            "Terms not found, ignored or quoted phrases not found, as the service reports them.",
        ),
        Column(
            "searched_on",
            "text",
            "Date (ISO 8601) as of which the database was searched: for the bundled snapshot the date of its last update.",
        ),
        Column("count", "integer", "Records the service says match."),
        Column(
            "fetched",
            "integer",
            "Records asked for in this step, best match first; those in `not_retrieved` were not read.",
        ),
        Column("limit", "integer", "Most records read per claim."),
        Column("limit_reached", "yes/no", "True when more records matched than were read."),
        Column("state", "text", "Whether the service answered.", SearchState, required=True),
        Column("error", "text", "Why it did not, or why its answer cannot be used."),
        Column(
            "study_filter",
            "text",
            "Name of the published study filter that the string holds; empty for none.",
        ),
        Column(
            "known_found",
            "list",
            "Known records of the claim (`known_pmids`) that match the string, read or beyond the limit.",
        ),
        Column("known_missed", "list", "Those that do not match, though the database holds them."),
        Column("known_absent", "list", "Those that the database does not hold."),
        Column(
            "not_retrieved",
            "list",
            "Records found by this search that could not be had or read: [PMID, reason].",
        ),
    ),
    ("search_id",),
)

SEARCH_TERMS = Table(
    "search_terms",
    "One row per block of a claim's first search and per term in it, with its hits; empty unless the run "
    "was asked to count them (`--term-counts`).",
    (
        Column("search_id", "text", "The search.", required=True),
        Column("claim_id", "text", "The claim searched for.", required=True),
        Column(
            "block",
            "text",
            "Part of the search: population, intervention, comparator, outcome or study filter.",
            required=True,
        ),
        Column("term", "text", "The term as it is searched; empty for the block as a whole."),
        Column(
            "hits",
            "integer",
            "Records of the database that match it alone; empty where the service gave no answer.",
        ),
    ),
    ("search_id", "block", "term"),
)

RECORDS = Table(
    "records",
    "One row per PubMed record found by any search of the run.",
    (
        Column("pmid", "text", "PubMed identifier.", required=True),
        Column("title", "text", "Title.", required=True),
        Column("vernacular_title", "text", "Title in the original language."),
        Column(
            "abstract",
            "text",
            "Abstract as one text, each labelled section on its own line; offsets index into it.",
        ),
        Column("sections", "list", "Sections of the abstract: [label, NLM category, start, end]."),
        Column(
            "is_summary",
            "yes/no",
            "True where the abstract is a summary written for this project instead of the authors' text.",
            required=True,
        ),
        Column("authors", "list", "Authors as `Last Initials`, or the collective name."),
        Column("authors_complete", "yes/no", "False where the record names only some authors."),
        Column("journal", "text", "Journal title abbreviation."),
        Column("year", "integer", "Year of publication."),
        Column("volume", "text", "Volume."),
        Column("issue", "text", "Issue."),
        Column("pages", "text", "Pages or article number."),
        Column("doi", "text", "Digital object identifier of this article."),
        Column("languages", "list", "Languages of the article (ISO 639-2)."),
        Column("publication_types", "list", "Publication types in PubMed's words."),
        Column("mesh", "list", "MeSH headings: [descriptor, qualifiers, major topic]."),
        Column("substances", "list", "Names of substances."),
        Column("registrations", "list", "Trial registration numbers."),
        Column("corrections", "list", "Links to notices and comments: [RefType, citation, PMID]."),
        Column(
            "notice_state",
            "text",
            "What the links and types mean for the record.",
            NoticeState,
            required=True,
        ),
        Column(
            "study_id",
            "text",
            "The investigation this record reports; records of one investigation share it.",
            required=True,
        ),
        Column("sha256", "text", "SHA-256 of the record's XML as received."),
        Column(
            "published",
            "text",
            "Date of publication as PubMed words it, for example `1998 Dec-1999 Jan`.",
        ),
        Column("date_precision", "text", "How precise that date is.", DatePrecision),
        Column("pmcid", "text", "Identifier of the full text in PubMed Central."),
        Column("grants", "list", "Grants: [number, agency, country]."),
        Column(
            "other_abstracts",
            "list",
            "Translated abstracts and plain-language summaries: [type, language, text].",
        ),
        Column(
            "notices",
            "list",
            "Every state that links and types show, worst first, with comments on the record.",
        ),
    ),
    ("pmid",),
)

SCREENING = Table(
    "screening",
    "One row per claim and record found for it: whether it was appraised, and if not, the one reason.",
    (
        Column("claim_id", "text", "The claim.", required=True),
        Column("pmid", "text", "The record.", required=True),
        Column("search_id", "text", "First search that found it.", required=True),
        Column(
            "rank",
            "integer",
            "Place in the service's best-match order within that search, from 1.",
            required=True,
        ),
        Column("decision", "text", "Included or excluded.", ScreeningDecision, required=True),
        Column("reason", "text", "Reason for exclusion.", ScreeningReason),
        Column(
            "relevance",
            "number",
            "0 to 1: share of the claim's concepts that the record addresses, title counted double.",
        ),
    ),
    ("claim_id", "pmid"),
)

APPRAISALS = Table(
    "appraisals",
    "One row per claim and included record: what the record says about the claim, and the sentence that says so.",
    (
        Column("claim_id", "text", "The claim.", required=True),
        Column("pmid", "text", "The record.", required=True),
        Column("study_id", "text", "The investigation the record reports.", required=True),
        Column("design", "text", "Study design.", Design, required=True),
        Column("n", "integer", "Participants (animals are not participants)."),
        Column(
            "comparator", "text", "What the intervention was compared with, as the record names it."
        ),
        Column(
            "directness",
            "text",
            "Direct, or a substitute for part of the question.",
            Directness,
            required=True,
        ),
        Column(
            "finding",
            "text",
            "Which way the claim's outcome moved with the intervention.",
            Finding,
            required=True,
        ),
        Column("stance", "text", "The finding compared with the claim.", Stance, required=True),
        Column("rationale", "text", "The sentence that shows it, exactly as in the record."),
        Column("rationale_start", "integer", "Offset of its first character."),
        Column("rationale_end", "integer", "Offset after its last character."),
        Column(
            "rule",
            "text",
            "The words that decided, as they stand in the rationale, or the rule.",
            required=True,
        ),
        Column(
            "appraiser", "text", "`rules`, or the reviewer who decided otherwise.", required=True
        ),
        Column("rationale_in", "text", "The text the offsets index: `abstract` or `title`."),
        Column(
            "is_randomised",
            "yes/no",
            "Whether participants were allocated at random.",
            required=True,
        ),
        Column(
            "design_signal", "text", "The words or heading that decided the design.", required=True
        ),
        Column("studies", "integer", "Studies gathered, for a synthesis."),
        Column("comparator_kind", "text", "Kind of comparison.", ComparatorKind, required=True),
        Column("directness_reason", "text", "What is substituted, where indirect."),
        Column("condition", "text", "What the finding holds for, where narrower than the claim."),
        Column("outcomes", "list", "The claim's outcomes that the deciding evidence speaks to."),
        Column(
            "effect_measure",
            "text",
            "Measure of the effect that the rationale reports on the claim's outcome.",
            Measure,
        ),
        Column("effect", "number", "The effect, as reported; never computed."),
        Column("effect_low", "number", "Lower limit of its 95 % interval, as reported."),
        Column("effect_high", "number", "Upper limit of its 95 % interval, as reported."),
        Column("p_value", "text", "P-value as reported, for example `0.03`, `<0.001` or `NS`."),
        Column("dose", "text", "Dose of the claim's treatment, as the record prints it."),
        Column("duration", "text", "How long the study lasted, as the record prints it."),
        Column("year", "integer", "Year of publication of the record."),
        Column("first_author", "text", "First author of the record."),
        Column("is_blinded", "yes/no", "Whether title, abstract or headings mention blinding."),
        Column(
            "stated_certainty",
            "text",
            "Certainty of the evidence, as the authors of a synthesis state it for this finding.",
            Certainty,
        ),
    ),
    ("claim_id", "pmid"),
)

CERTAINTY = Table(
    "certainty",
    "One row per claim and domain: each step in the rating of certainty, its reason and its records.",
    (
        Column("claim_id", "text", "The claim.", required=True),
        Column("domain", "text", "Domain of the rating.", Domain, required=True),
        Column(
            "levels",
            "integer",
            "Levels moved: negative down, positive up, 0 none; for the starting level its height (4 high to 1 very low).",
            required=True,
        ),
        Column("reason", "text", "Why.", required=True),
        Column("pmids", "list", "Records that caused it."),
    ),
    ("claim_id", "domain"),
)

SUMMARY_OF_FINDINGS = Table(
    "summary_of_findings",
    "One row per claim: verdict, certainty, statement of findings and the counts behind them.",
    (
        Column("claim_id", "text", "The claim.", required=True),
        Column("statement", "text", "The claim in own words.", required=True),
        Column("kind", "text", "Kind of claim.", Kind, required=True),
        Column("verdict", "text", "The answer.", Verdict, required=True),
        Column(
            "certainty",
            "text",
            "Certainty of the body of evidence; provisional.",
            Certainty,
            required=True,
        ),
        Column(
            "statement_of_findings",
            "text",
            "The answer in a sentence, in GRADE wording.",
            required=True,
        ),
        Column("n_records", "integer", "Records included.", required=True),
        Column("n_studies", "integer", "Investigations they report.", required=True),
        Column(
            "n_participants", "integer", "Participants in the counted studies, each study once."
        ),
        Column("supports", "integer", "Studies that support the claim.", required=True),
        Column("refutes", "integer", "Studies that speak against it.", required=True),
        Column("mixed", "integer", "Studies with mixed findings.", required=True),
        Column(
            "no_information",
            "integer",
            "Included studies silent on the outcome. The four add up to n_studies.",
            required=True,
        ),
        Column("sign_test_p", "number", "Two-sided exact sign test on the direction of effect."),
        Column(
            "proportion_in_favour",
            "number",
            "Share of counted studies with a direction that go the claim's way.",
        ),
        Column("proportion_low", "number", "Lower limit of its 95 % Wilson interval."),
        Column("proportion_high", "number", "Upper limit of its 95 % Wilson interval."),
        Column("state", "text", "Why there is evidence or none.", EvidenceState, required=True),
        Column("reason", "text", "Why this verdict.", required=True),
        Column(
            "source_class",
            "text",
            "Strongest kind of source, for dosing, contraindication and interaction claims.",
        ),
        Column(
            "notes", "list", "Cautions: small body, near unanimity, retractions, limits reached."
        ),
    ),
    ("claim_id",),
)

EVIDENCE_MATRIX = Table(
    "evidence_matrix",
    "One row per claim and study: the evidence matrix in long form.",
    (
        Column("claim_id", "text", "The claim.", required=True),
        Column("study_id", "text", "The investigation.", required=True),
        Column("pmids", "list", "Its included records, the deciding one first.", required=True),
        Column("label", "text", "First author and year.", required=True),
        Column("year", "integer", "Year of the deciding record."),
        Column("design", "text", "Study design.", Design, required=True),
        Column("n", "integer", "Participants."),
        Column("directness", "text", "Direct or indirect.", Directness, required=True),
        Column("finding", "text", "Finding.", Finding, required=True),
        Column("stance", "text", "Stance.", Stance, required=True),
        Column(
            "counted",
            "yes/no",
            "Whether its direction was counted in the synthesis.",
            required=True,
        ),
        Column("not_counted_reason", "text", "Why it was shown and not counted."),
    ),
    ("claim_id", "study_id"),
)

POOLED = Table(
    "pooled",
    "One row per claim of an effect with counted evidence: the effects of its direct primary studies pooled, or "
    "why they were not (random effects: Paule-Mandel, Hartung-Knapp-Sidik-Jonkman).",
    (
        Column("claim_id", "text", "The claim.", required=True),
        Column("measure", "text", "Measure of the pooled effect.", Measure),
        Column(
            "k",
            "integer",
            "Studies pooled; where refused, the most that could have been pooled together.",
            required=True,
        ),
        Column("estimate", "number", "Pooled effect, on the scale of the measure."),
        Column("low", "number", "Lower limit of its 95 % interval."),
        Column("high", "number", "Upper limit of its 95 % interval."),
        Column(
            "prediction_low",
            "number",
            "Lower limit of the 95 % interval for the effect of a further study.",
        ),
        Column("prediction_high", "number", "Upper limit of it."),
        Column("tau2", "number", "Variance between studies, of the natural logarithm for ratios."),
        Column("i2", "number", "Share of the variation that is between studies, in per cent."),
        Column("pmids", "list", "Deciding records of the studies."),
        Column("refused_because", "text", "Why nothing was pooled; empty where it was."),
        Column(
            "left_out",
            "list",
            "Other direct primary studies that report an effect, each with what it was left out for.",
        ),
    ),
    ("claim_id",),
)

SENSITIVITY = Table(
    "sensitivity",
    "One row per claim and set of records left out, where any would be: the verdict and certainty without them.",
    (
        Column("claim_id", "text", "The claim.", required=True),
        Column("left_out", "text", "Which records were left out.", LeftOut, required=True),
        Column("verdict", "text", "The verdict without them.", Verdict, required=True),
        Column("certainty", "text", "The certainty without them.", Certainty, required=True),
        Column(
            "flips", "yes/no", "Whether the verdict is another one than with them.", required=True
        ),
        Column("pmids", "list", "The records left out.", required=True),
    ),
    ("claim_id", "left_out"),
)

ARTICLE_CHECKS = Table(
    "article_checks",
    "One row per thing noted about the article itself: how each claim is worded beside its evidence, claims that "
    "contradict each other, harms in the evidence that no claim names, claims on which safety depends.",
    (
        Column("check_id", "text", "Check and number, for example `wording-1`.", required=True),
        Column("check", "text", "What was looked at.", Check, required=True),
        Column("result", "text", "What was found.", CheckResult, required=True),
        Column("claim_id", "text", "The claim; empty for a harm that no claim names."),
        Column("other_claim_id", "text", "The claim it contradicts."),
        Column("intervention", "text", "What causes the harm that no claim names."),
        Column("topic", "text", "The harm, or what makes the claim matter for safety."),
        Column("wording", "text", "How sure the claim's wording is.", Strength),
        Column("words", "list", "Words of the claim that decided."),
        Column(
            "steps",
            "integer",
            "Steps from what the evidence carries to what the wording says: positive overstates, negative understates.",
        ),
        Column("n_studies", "integer", "Studies that report the harm."),
        Column("reason", "text", "Why, in a sentence.", required=True),
        Column("rule", "text", "The rule that decided.", required=True),
        Column("study_ids", "list", "Studies that report the harm."),
        Column("pmids", "list", "Their records."),
    ),
    ("check_id",),
)

RUN_TABLES: tuple[Table, ...] = (
    CLAIMS,
    SEARCHES,
    SEARCH_TERMS,
    RECORDS,
    SCREENING,
    APPRAISALS,
    CERTAINTY,
    SUMMARY_OF_FINDINGS,
    EVIDENCE_MATRIX,
    POOLED,
    SENSITIVITY,
    ARTICLE_CHECKS,
)
