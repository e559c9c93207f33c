using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Optimizers;

public abstract partial class Optimizer
{
    private const string AverageSlot = "average";

    /// <summary>
    /// Whether a running mean of the weights is kept (Polyak averaging): ā ← m·ā + (1 − m)·w after each update. <c>Fit</c> ends by giving it to the model; <see cref="FinalizeValues"/>
    /// does so in a loop of your own.
    /// </summary>
    public bool UseEma { get => Settings.UseEma; init => Settings = Settings with { UseEma = value }; }

    /// <summary>The share m of the running mean that stays.</summary>
    public double EmaMomentum { get => Settings.EmaMomentum; init => Settings = Settings with { EmaMomentum = value }; }

    /// <summary>After each so many updates the weights become the mean; null: only at the end.</summary>
    public int? EmaOverwriteFrequency { get => Settings.EmaOverwriteFrequency; init => Settings = Settings with { EmaOverwriteFrequency = value }; }

    /// <summary>Whether the parameters hold their means at present, and the means' places the parameters.</summary>
    internal bool AveragesAreSwapped { get; set; }

    /// <summary>The share of the mean that stays at this update: none of the first one's zeros.</summary>
    private Parameter EmaShare => field ??= HostScalar("ema_momentum", update => update == 1 ? 0 : EmaMomentum);

    private Parameter EmaOverwrites => field ??= HostScalar("ema_overwrites", update => update % EmaOverwriteFrequency!.Value == 0 ? 1 : 0);

    /// <summary>Gives the parameters the running means of their values, if <see cref="UseEma"/> keeps them and there was an update.</summary>
    public void FinalizeValues(IEnumerable<Parameter> parameters)
    {
        Parameter[] averaged = [.. parameters];
        if (AveragesAreSwapped) { SwapAverages(averaged); }
        if (Updates == 0) { return; }
        foreach ((Parameter parameter, Parameter average) in Averages(averaged)) { parameter.Buffer.Write(average.ToBytes()); }
    }

    /// <summary>Exchanges the parameters and their running means; a second time it gives them back.</summary>
    internal void SwapAverages(IEnumerable<Parameter> parameters)
    {
        if (Updates == 0) { return; }
        AveragesAreSwapped = !AveragesAreSwapped;
        foreach ((Parameter parameter, Parameter average) in Averages(parameters))
        {
            byte[] value = parameter.ToBytes();
            parameter.Buffer.Write(average.ToBytes());
            average.Buffer.Write(value);
        }
    }

    private IEnumerable<(Parameter, Parameter)> Averages(IEnumerable<Parameter> parameters) =>
        parameters.Where(parameter => _slots.ContainsKey((parameter, AverageSlot))).Select(parameter => (parameter, _slots[(parameter, AverageSlot)]));

    private void Average(Parameter parameter)
    {
        Parameter average = Slot(parameter, AverageSlot, () => parameter.Value);
        Tensor mean = (average.Value * EmaShare.Value + parameter.Value * (1 - EmaShare.Value)).FlushTiny();
        average.Assign(mean);
        if (EmaOverwriteFrequency is not null) { parameter.Assign(Tensor.Where(EmaOverwrites.Value > 0, mean, parameter.Value)); }
    }
}
