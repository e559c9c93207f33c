using System.Globalization;

namespace Hebb.Models;

/// <summary>How good a model is on a data set: the loss and the metrics.</summary>
public sealed class Evaluation
{
    private readonly double[] _values;
    private readonly double[]?[]? _parts;

    /// <summary>Values under their names, the loss first, and what they are made of.</summary>
    internal Evaluation(IReadOnlyList<string> names, double[] values, double[]?[]? parts = null) => (Names, _values, _parts) = (names, values, parts);

    /// <summary>The names, as Keras writes them: <c>loss</c>, <c>accuracy</c>, and for several outputs <c>dense_1_loss</c>, <c>dense_1_accuracy</c>.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The values in the order of the names.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <summary>The loss, penalties on weights included.</summary>
    public double Loss => _values[0];

    /// <summary>The value with this name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the names.</exception>
    public double this[string name] => _values[IndexOf(name)];

    /// <summary>
    /// What a value is made of: the F1 score of each class, the R² of each output, the recall at each threshold. Empty for values that are one number only.
    /// </summary>
    /// <exception cref="ArgumentException">There is no value of this name; the message lists the names.</exception>
    public IReadOnlyList<double> Parts(string name) => _parts?[IndexOf(name)] ?? [];

    /// <summary>Names and values on one line.</summary>
    public override string ToString() =>
        string.Join(", ", Names.Zip(_values, (name, value) => string.Create(CultureInfo.InvariantCulture, $"{name} {value:G5}")));

    private int IndexOf(string name)
    {
        for (int i = 0; i < _values.Length; i++)
        {
            if (Names[i] == name) { return i; }
        }

        throw KnownNames.Unknown("value", name, Names);
    }
}
