namespace Hebb.Explaining;

/// <summary>An example as lecture notes on deep learning work it out by hand, computed by this library.</summary>
public sealed class WorkedExample
{
    private readonly Func<IReadOnlyList<ExplainedSection>> _compute;

    internal WorkedExample(string name, string title, Func<IReadOnlyList<ExplainedSection>> compute) => (Name, Title, _compute) = (name, title, compute);

    /// <summary>All examples, from the single unit to networks that learn.</summary>
    public static IReadOnlyList<WorkedExample> All { get; } =
        [.. UnitExamples.All, .. FunctionExamples.All, .. BackpropagationExamples.All, .. LearningExamples.All];

    /// <summary>The name on a command line: <c>backprop-a</c>.</summary>
    public string Name { get; }

    /// <summary>What it shows.</summary>
    public string Title { get; }

    /// <summary>The example of a name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the names.</exception>
    public static WorkedExample Find(string name) => All.FirstOrDefault(example => KnownNames.Key(example.Name) == KnownNames.Key(name))
        ?? throw KnownNames.Unknown("example", name, All.Select(example => example.Name));

    /// <summary>Computes the example.</summary>
    public IReadOnlyList<ExplainedSection> Sections() => _compute();
}
