using System.Globalization;

namespace Hebb.Callbacks;

/// <summary>Recognizes one problem.</summary>
internal abstract class Rule
{
    /// <summary>All rules, those that explain others first.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        new NonFiniteLossRule(),
        new UnscaledInputsRule(),
        new ClassImbalanceRule(),
        new LargeInitialWeightsRule(),
        new SaturatedUnitsRule(),
        new EqualUnitsRule(),
        new VanishingGradientsRule(),
        new ExplodingGradientsRule(),
        new DeadUnitsRule(),
        new DivergenceRule(),
        new LearningRateTooHighRule(),
        new LearningRateTooLowRule(),
        new OverfittingRule(), new ClassCollapseRule(), new PlateauRule(),
    ];

    /// <summary>The problem.</summary>
    public abstract TrainingProblem Problem { get; }

    /// <summary>What is there to be seen of it now.</summary>
    public abstract IEnumerable<Finding> Examine(PatientRecord patient);

    /// <summary>A finding of this rule.</summary>
    protected Finding Found(PatientRecord patient, string? layer, string evidence, string fix) => new(Problem, layer, evidence, fix, patient.Epoch);

    /// <summary>Text with numbers as they are written everywhere.</summary>
    protected static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
