using Hebb.Datasets;
using Hebb.Layers;

namespace Hebb.Models;

public partial class Model
{
    private bool _isStateful;

    /// <summary>Makes the next batch begin with zeros in all recurrent layers that keep their states (<see cref="RNN.Stateful"/>): before a
    /// new set of sequences.</summary>
    public void ResetStates()
    {
        foreach (RNN layer in StatefulLayers) { layer.ResetStates(); }
    }

    /// <summary>The number of rows of each batch; null if any number will do, or no batch came yet.</summary>
    internal int? FixedRows => StatefulLayers.Select(layer => layer.RowsKept).FirstOrDefault(rows => rows is not null);

    /// <summary>Refuses rows in a random order: layers that keep their states take each row for the continuation of one before.</summary>
    /// <exception cref="ArgumentException">There are such layers, and rows would be shuffled or taken out at random.</exception>
    internal void RefuseDisorder(Dataset data, FitOptions options)
    {
        if (StatefulLayers.FirstOrDefault() is not { } layer) { return; }
        if (options.Shuffle && data.Rows is not null)
        {
            throw new ArgumentException(
                $"{layer.Name ?? layer.DefaultName} is stateful: each row of a batch goes on with that of the batch before, which shuffled rows do not. "
                + "Set Shuffle = false in FitOptions.");
        }

        if (options.ValidationSplit != 0 && options.ValidationSplitKind == ValidationSplitKind.Random)
        {
            throw new ArgumentException(
                $"{layer.Name ?? layer.DefaultName} is stateful: each row of a batch goes on with that of the batch before, but a random validation split "
                + "takes rows out from between. Set ValidationSplitKind = ValidationSplitKind.Tail in FitOptions, or give Validation data.");
        }
    }

    /// <summary>Whether batches go on with the states of the one before.</summary>
    internal bool IsStateful => StatefulLayers.Any();

    private IEnumerable<RNN> StatefulLayers => WithSublayers().OfType<RNN>().Where(layer => layer.Stateful);
}
