using System.Globalization;

namespace Hebb.Models;

/// <summary>What an epoch of training came to.</summary>
/// <param name="Epoch">The number of the epoch, from 1.</param>
/// <param name="Training">Loss and metrics on the training rows, while the weights were changing.</param>
/// <param name="Validation">Loss and metrics on the validation rows after the epoch; null without such rows.</param>
/// <param name="Seconds">How long it took, validation included.</param>
/// <param name="LearningRate">The learning rate at the end.</param>
public sealed record EpochResult(int Epoch, Evaluation Training, Evaluation? Validation, double Seconds, double LearningRate)
{
    /// <summary>What validation values are called: <c>val_loss</c>.</summary>
    internal const string ValidationPrefix = "val_";

    /// <summary>The value with this name: <c>loss</c>, <c>accuracy</c>, <c>val_loss</c>.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the names.</exception>
    public double this[string name]
    {
        get
        {
            (Evaluation evaluation, string bare) = Find(name) ?? throw Unknown(name);
            return evaluation[bare];
        }
    }

    /// <summary>The value with this name, if the epoch has it: without validation there is no <c>val_loss</c>.</summary>
    public bool TryGet(string name, out double value)
    {
        value = Find(name) is ({ } evaluation, { } bare) ? evaluation[bare] : double.NaN;
        return Find(name) is not null;
    }

    /// <summary>
    /// What the value with this name is made of, class by class or output by output: <c>epoch.Parts("val_f1_score")</c>. Empty for values that are one
    /// number only.
    /// </summary>
    /// <exception cref="ArgumentException">There is none; the message lists the names.</exception>
    public IReadOnlyList<double> Parts(string name)
    {
        (Evaluation evaluation, string bare) = Find(name) ?? throw Unknown(name);
        return evaluation.Parts(bare);
    }

    /// <summary>Where a value is, and its name there; null if there is none.</summary>
    private (Evaluation Evaluation, string Name)? Find(string name)
    {
        if (Training.Names.Contains(name)) { return (Training, name); }
        string bare = name.StartsWith(ValidationPrefix, StringComparison.Ordinal) ? name[ValidationPrefix.Length..] : "";
        return Validation is not null && Validation.Names.Contains(bare) ? (Validation, bare) : null;
    }

    private ArgumentException Unknown(string name) => KnownNames.Unknown("value", name, ColumnsOf(Training.Names, Validation is not null));

    /// <summary>The names of all values of an epoch.</summary>
    internal static IReadOnlyList<string> ColumnsOf(IReadOnlyList<string> training, bool validated) =>
        [.. training, .. validated ? training.Select(name => ValidationPrefix + name) : []];

    /// <summary>The epoch on one line.</summary>
    public override string ToString()
    {
        string validation = Validation is null
            ? ""
            : string.Concat(Validation.Names.Zip(Validation.Values, (name, value) =>
                string.Create(CultureInfo.InvariantCulture, $", {ValidationPrefix}{name} {value:G5}")));
        return string.Create(CultureInfo.InvariantCulture, $"epoch {Epoch}: {Training}{validation} ({Seconds:F2} s)");
    }
}
