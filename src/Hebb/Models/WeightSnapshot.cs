using Hebb.Tensors;

namespace Hebb.Models;

/// <summary>A copy of all weights of a model, trained or not, to come back to.</summary>
public sealed class WeightSnapshot
{
    private readonly (Parameter Parameter, byte[] Values)[] _copies;
    private readonly StepGate _gate;

    /// <summary>Copies the weights as they are now.</summary>
    /// <param name="model">The model; its predictions see all weights as before a <see cref="Restore"/>, or all as after it.</param>
    /// <param name="parameters">What to copy.</param>
    internal WeightSnapshot(Model model, IEnumerable<Parameter> parameters)
    {
        _gate = model.Gate;
        _copies = [.. parameters.Select(parameter => (parameter, new byte[parameter.Buffer.Bytes]))];
        Update();
    }

    /// <summary>The copies in the order of the model's weights.</summary>
    internal IReadOnlyList<byte[]> Values => [.. _copies.Select(copy => copy.Values)];

    /// <summary>Copies the weights as they are now, over the earlier copy.</summary>
    public void Update()
    {
        foreach ((Parameter parameter, byte[] values) in _copies) { parameter.Buffer.Read(values); }
    }

    /// <summary>Gives the model the copied weights.</summary>
    public void Restore() => _gate.Change(() =>
    {
        foreach ((Parameter parameter, byte[] values) in _copies) { parameter.Buffer.Write(values); }
    });
}
