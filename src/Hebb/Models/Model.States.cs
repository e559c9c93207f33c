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

    private IEnumerable<RNN> StatefulLayers => WithSublayers().OfType<RNN>().Where(layer => layer.Stateful);
}
