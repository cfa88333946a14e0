from .caveats import Caveat as Caveat, CaveatCode as CaveatCode
from .disclosure.releasing import Release as Release, release as release
from .disclosure.tables import Known as Known
from .estimates import (
    Decision as Decision,
    Estimate as Estimate,
    Interval as Interval,
    Verdict as Verdict,
)
from .estimators.control_charts import (
    baseline_of as baseline_of,
    cusum as cusum,
    ewma as ewma,
    p_chart as p_chart,
    standardised as standardised,
)
from .estimators.intervals import wilson as wilson
from .estimators.margins import Margin as Margin
from .estimators.sample_size import (
    AnswerModel as AnswerModel,
    PowerTarget as PowerTarget,
    customary_sample_size as customary_sample_size,
    sample_size_target as sample_size_target,
)
from .estimators.moments import Moments as Moments, moments_by_cell as moments_by_cell
from .estimators.pooled_answers import PooledAnswers as PooledAnswers
from .estimators.rows import Rows as Rows
from .estimators.strata import (
    Stratum as Stratum,
    single_stratum as single_stratum,
    stratify as stratify,
)
from .estimators.weights import trim_weights as trim_weights
from .indices.formulas import formula as formula, pooled_share as pooled_share
from .indices.months import monthly_shares as monthly_shares
from .indices.respondents import (
    answers_by_respondent as answers_by_respondent,
    satisfaction_index as satisfaction_index,
    satisfaction_verdict as satisfaction_verdict,
    strata_of as strata_of,
    units_of as units_of,
)
from .indices.sampling import Sampling as Sampling, design_of as design_of
from .indices.satisfaction import satisfaction_rows as satisfaction_rows
from .indices.units import compare_units as compare_units
from .indices.verdicts import decide as decide
from .indices.weighted import weighted_index as weighted_index
from .reading.reader import read_responses as read_responses
