using System.Globalization;

namespace Hebb.Explaining;

/// <summary>Names of units and weights as lecture notes have them.</summary>
internal sealed class UnitNames(IReadOnlyList<Stage> stages, WeightNumbering numbering)
{
    private int _weights;
    private int _biases;

    /// <summary>A unit: o1 in the last layer, h1 in the only hidden one, h2.1 in the second of several.</summary>
    public string Unit(int stage, int unit) =>
        numbering == WeightNumbering.Keras ? Text($"{stages[stage].Layer.Name}[{unit}]")
        : stage == stages.Count - 1 ? Text($"o{unit + 1}")
        : stages.Count == 2 ? Text($"h{unit + 1}")
        : Text($"h{stage + 1}.{unit + 1}");

    /// <summary>The names of a layer's weights, input by unit; to be asked for layer by layer.</summary>
    public string[,] Weights(int stage, int inputs, int units)
    {
        string[,] names = new string[inputs, units];
        for (int i = 0; i < inputs; i++)
        {
            for (int j = 0; j < units; j++)
            {
                names[i, j] = numbering switch
                {
                    WeightNumbering.ByUnit => Text($"w{_weights + j * inputs + i + 1}"),
                    WeightNumbering.ByInput => Text($"w{_weights + i * units + j + 1}"),
                    _ => Text($"{stages[stage].Layer.Name}/kernel[{i},{j}]"),
                };
            }
        }

        _weights += inputs * units;
        return names;
    }

    /// <summary>The names of a layer's biases.</summary>
    public string[] Biases(int stage, int units)
    {
        string[] names = [.. Enumerable.Range(0, units)
            .Select(j => numbering == WeightNumbering.Keras ? Text($"{stages[stage].Layer.Name}/bias[{j}]") : Text($"b{_biases + j + 1}"))];
        _biases += units;
        return names;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
