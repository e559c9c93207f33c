using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Optimizers;

/// <summary>Keeps a running mean of the weights (Polyak averaging): ā ← m·ā + (1 − m)·w after each update.</summary>
/// <param name="momentum">m: the share of the mean that stays.</param>
/// <param name="overwriteFrequency">After each so many updates the weights become the mean; null for never.</param>
internal sealed class WeightAverage(double momentum, int? overwriteFrequency) : OptimizerLink
{
    /// <summary>The name of the state in files, as in Keras.</summary>
    public const string SlotName = "average";

    /// <summary>Whether the parameters hold their means at present, and the means' places the parameters.</summary>
    public bool AreSwapped { get; set; }

    /// <summary>The share of the mean that stays at this update: none of the first one's zeros.</summary>
    private Parameter Share => field ??= HostScalar("ema_momentum", update => update == 1 ? 0 : momentum);

    private Parameter Overwrites => field ??= HostScalar("ema_overwrites", update => update % overwriteFrequency!.Value == 0 ? 1 : 0);

    public override void AfterUpdate(Parameter parameter)
    {
        Parameter average = Slot(parameter, SlotName, () => parameter.Value);
        Tensor mean = (average.Value * Share.Value + parameter.Value * (1 - Share.Value)).FlushTiny();
        average.Assign(mean);
        if (overwriteFrequency is not null) { parameter.Assign(Tensor.Where(Overwrites.Value > 0, mean, parameter.Value)); }
    }

    /// <summary>Gives the parameters their means.</summary>
    public void GiveTo(IEnumerable<Parameter> parameters)
    {
        foreach ((Parameter parameter, Parameter average) in Averages(parameters)) { parameter.Buffer.Write(average.ToBytes()); }
    }

    /// <summary>Exchanges the parameters and their means; a second time it gives them back.</summary>
    public void Swap(IEnumerable<Parameter> parameters)
    {
        AreSwapped = !AreSwapped;
        foreach ((Parameter parameter, Parameter average) in Averages(parameters))
        {
            byte[] value = parameter.ToBytes();
            parameter.Buffer.Write(average.ToBytes());
            average.Buffer.Write(value);
        }
    }

    private IEnumerable<(Parameter Parameter, Parameter Average)> Averages(IEnumerable<Parameter> parameters) =>
        from parameter in parameters
        let average = Optimizer.FindSlot(parameter, SlotName)
        where average is not null
        select (parameter, average);
}
