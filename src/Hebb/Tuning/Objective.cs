namespace Hebb.Tuning;

/// <summary>What a search makes small or large.</summary>
/// <param name="Name">The name: <c>val_loss</c>, <c>val_accuracy</c>. Names that begin with <c>val_</c> are measured on the validation rows.</param>
/// <param name="LargerIsBetter">Whether it is made large.</param>
public sealed record Objective(string Name, bool LargerIsBetter)
{
    /// <summary>Something to make small: a loss, an error.</summary>
    /// <param name="name">The name.</param>
    public static Objective Min(string name) => new(name, false);

    /// <summary>Something to make large: accuracy, an area.</summary>
    /// <param name="name">The name.</param>
    public static Objective Max(string name) => new(name, true);

    /// <summary>The value with the sign that makes smaller better; what is not finite is worse than anything.</summary>
    internal double Cost(double value) => !double.IsFinite(value) ? double.PositiveInfinity : LargerIsBetter ? -value : value;

    /// <summary>Name and direction.</summary>
    public override string ToString() => $"{Name} ({(LargerIsBetter ? "max" : "min")})";
}
