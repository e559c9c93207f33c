using System.Globalization;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;

namespace Hebb.Learning.Evaluation;

/// <summary>A network's answers in the terms of the data: classes with their probabilities, or numbers.</summary>
public sealed class Predictions
{
    private readonly TargetEncoder _target;

    /// <summary>As it was when the answers were given, whatever the target says later.</summary>
    private readonly double _threshold;

    private readonly PredictionInterval? _interval;

    private readonly IReadOnlyList<string> _bounds;

    /// <summary>Answers from a network's outputs.</summary>
    /// <param name="target">What is predicted.</param>
    /// <param name="rows">How many examples there were.</param>
    /// <param name="outputs">What the network gave, example after example.</param>
    public Predictions(TargetEncoder target, int rows, float[] outputs)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(outputs);
        (_target, Rows, Outputs, _threshold, _interval, _bounds) = (target, rows, outputs, target.Threshold, target.Interval, BoundNames(target));
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The classes that can be answered; empty for a regression.</summary>
    public IReadOnlyList<string> Classes => _target.Classes;

    /// <summary>The name of the column of answers.</summary>
    internal const string PredictionName = "prediction";

    /// <summary>The network's outputs, row by row.</summary>
    internal float[] Outputs { get; }

    /// <summary>The probability of a class.</summary>
    /// <param name="row">The row, counted from 0.</param>
    /// <param name="code">The class, by its position in <see cref="Classes"/>.</param>
    public float Probability(int row, int code)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(row));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)code, (uint)Classes.Count, nameof(code));
        if (_target.Task == LearningTask.Multiclass)
        {
            return Outputs[(row * Classes.Count) + code];
        }

        return code == 1 ? Outputs[row] : 1 - Outputs[row];
    }

    /// <summary>The probability of a class for a row.</summary>
    /// <param name="row">The row, counted from 0.</param>
    /// <param name="name">The class, one of <see cref="Classes"/>.</param>
    /// <exception cref="ArgumentException">There is no such class.</exception>
    /// <exception cref="InvalidOperationException">A number is predicted, not a class.</exception>
    public float Probability(int row, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Classes.Count == 0)
        {
            throw new InvalidOperationException($"'{_target.Name}' is a number and has no classes: read Number(row) instead of Probability(row, \"{name}\").");
        }

        int code = Array.IndexOf([.. Classes], name);
        return code >= 0 ? Probability(row, code)
            : throw new ArgumentException($"'{_target.Name}' has no class '{name}'. {Suggest.Sentence(name, Classes, "classes")}", nameof(name));
    }

    /// <summary>The probability of a class for the only row.</summary>
    /// <param name="name">The class, one of <see cref="Classes"/>.</param>
    /// <exception cref="ArgumentException">There is no such class.</exception>
    /// <exception cref="InvalidOperationException">There is not exactly one row, or a number is predicted, not a class.</exception>
    public float Probability(string name) => Rows == 1 ? Probability(0, name)
        : throw new InvalidOperationException($"There are {Rows} rows. Name the row as well: Probability(row, \"{name}\").");

    /// <summary>The answer for a row: the most probable class, of two the second from <see cref="TargetEncoder.Threshold"/> on, or the number.</summary>
    /// <param name="row">The row, counted from 0.</param>
    public string this[int row] =>
        Classes.Count == 0 ? Number(row).ToString("R", CultureInfo.InvariantCulture) : Classes[ClassOf(row)];

    /// <summary>The name of the column of a class's probabilities.</summary>
    internal static string ProbabilityName(string name) => $"probability_{name}";

    /// <summary>The class answered for a row, by its position.</summary>
    internal int ClassOf(int row) => Scores.ClassOf(_target, Outputs, row, _threshold);

    /// <summary>The number predicted by a regression, in the units of the table.</summary>
    /// <param name="row">The row, counted from 0.</param>
    public double Number(int row) => Classes.Count == 0
        ? _target.DecodeNumbers(Outputs[row])[0]
        : throw new InvalidOperationException($"'{_target.Name}' is a class, not a number: read predictions[row], or Probability(row, code).");

    /// <summary>Between which numbers the true one lies with the probability that the model's <see cref="TargetEncoder.Interval"/> says.</summary>
    /// <param name="row">The row, counted from 0.</param>
    /// <returns>The interval; null if the model has none, because it is older or was trained without.</returns>
    /// <exception cref="InvalidOperationException">A class is predicted: its probability says how sure the answer is.</exception>
    public (double Low, double High)? Interval(int row)
    {
        double number = Number(row);
        return _interval?.Around(number);
    }

    /// <summary>The names of the columns of intervals: price_low and price_high; none if the model has no intervals.</summary>
    internal static IReadOnlyList<string> BoundNames(TargetEncoder target) =>
        target.Interval is null ? [] : [$"{target.Name}_low", $"{target.Name}_high"];

    /// <summary>The columns of intervals; none if the model has no intervals.</summary>
    internal IReadOnlyList<(string Name, double[] Numbers)> Bounds
    {
        get
        {
            if (_interval is null) { return []; }
            (double Low, double High)[] bounds = [.. Enumerable.Range(0, Rows).Select(row => _interval.Around(Number(row)))];
            return [(_bounds[0], [.. bounds.Select(one => one.Low)]), (_bounds[1], [.. bounds.Select(one => one.High)])];
        }
    }

    /// <summary>
    /// A table with the column <c>prediction</c> and, for classes, <c>probability_…</c> for each; for numbers with intervals <c>…_low</c> and <c>…_high</c>,
    /// named after the target.
    /// </summary>
    public Table ToTable()
    {
        int[] rows = [.. Enumerable.Range(0, Rows)];
        return Classes.Count == 0
            ? new Table([new NumberColumn(PredictionName, [.. rows.Select(Number)]), .. Bounds.Select(bound => new NumberColumn(bound.Name, bound.Numbers))])
            : new Table([
                new TextColumn(PredictionName, [.. rows.Select(row => this[row])]),
                .. Classes.Select((name, code) => new NumberColumn(ProbabilityName(name), [.. rows.Select(row => Shortest(Probability(row, code)))]))]);
    }

    /// <summary>The number with the fewest digits that is the same float: 0.1 rather than 0.10000000149.</summary>
    private static double Shortest(float value) => double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
