using System.Globalization;
using System.Text;
using Hebb.Layers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Models;

/// <summary>Writes a model as a table of its layers. Columns are as wide as they need to be.</summary>
internal static class ModelSummary
{
    /// <summary>The table.</summary>
    /// <param name="model">The model.</param>
    /// <param name="calls">The uses of its layers on symbols; none if its shapes are not known.</param>
    public static string Of(Model model, IReadOnlyList<LayerCall> calls)
    {
        bool connected = model.Graph is not null;
        List<string[]> rows = [["Layer", "Output shape", "Parameters", .. connected ? ["Connected to"] : Array.Empty<string>()]];
        foreach (Layer layer in model.Sublayers)
        {
            rows.Add([
                $"{layer.Name} ({layer.GetType().Name})",
                ShapeOf(layer),
                Number(layer.ParameterCount),
                .. connected ? [Sources(model, layer)] : Array.Empty<string>(),
            ]);
        }

        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{model.GetType().Name} \"{model.Name ?? model.DefaultName}\"\n");
        for (int i = 0; i < rows.Count; i++)
        {
            text.Append(string.Join("  ", rows[i].Select((cell, column) => column == 2 ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column])))
                .TrimEnd()).Append('\n');
            if (i == 0) { text.Append('─', widths.Sum() + 2 * (widths.Length - 1)).Append('\n'); }
        }

        IReadOnlyList<Parameter> all = model.Parameters;
        long total = all.Sum(parameter => parameter.Size), trained = model.TrainableParameters.Sum(parameter => parameter.Size);
        long bytes = all.Sum(parameter => parameter.Size * parameter.DType.Size);
        text.Append(
            CultureInfo.InvariantCulture,
            $"Parameters: {Number(total)} ({bytes / 1024.0:N1} KiB), trainable {Number(trained)}, not trainable {Number(total - trained)}\n");
        foreach (string note in SummaryNotes.Of(model, calls)) { text.Append(CultureInfo.InvariantCulture, $"Note: {note}\n"); }
        return text.ToString();
    }

    private static string ShapeOf(Layer layer) => layer switch
    {
        Input input => input.RowShape.WithBatch(),
        { OutputShape: { } row } => row.WithBatch(),
        _ => "unknown until built",
    };

    private static string Sources(Model model, Layer layer) => string.Join(
        "; ",
        model.Graph!.Nodes
            .Where(node => node.Layer == layer && node.Inputs.Count > 0)
            .Select(node => string.Join(", ", node.Inputs.Select(input => input.Layer.Name))));

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
