using Hebb.Configuration;
using Hebb.Constraints;
using Hebb.Initializers;
using Hebb.Regularizers;

namespace Hebb.Layers;

/// <summary>A recurrent layer of one of Keras' cells; its settings are those of the cell.</summary>
public abstract class GatedRnn : RNN
{
    private readonly GatedCell _cell;

    private protected GatedRnn(GatedCell cell) : base(cell) => _cell = cell;

    private protected GatedRnn(GatedCell cell, IConfig<GatedRnn> c) : base(cell, c) => _cell = cell;

    /// <summary>Whether there is a bias.</summary>
    public bool UseBias => _cell.UseBias;

    /// <summary>The starting values of the kernel.</summary>
    public Initializer KernelInitializer { get => _cell.KernelInitializer; init => _cell.KernelInitializer = value; }

    /// <summary>The starting values of the recurrent kernel.</summary>
    public Initializer RecurrentInitializer { get => _cell.RecurrentInitializer; init => _cell.RecurrentInitializer = value; }

    /// <summary>The starting values of the bias.</summary>
    public Initializer BiasInitializer { get => _cell.BiasInitializer; init => _cell.BiasInitializer = value; }

    /// <summary>A penalty on the kernel.</summary>
    public Regularizer? KernelRegularizer { get => _cell.KernelRegularizer; init => _cell.KernelRegularizer = value; }

    /// <summary>A penalty on the recurrent kernel.</summary>
    public Regularizer? RecurrentRegularizer { get => _cell.RecurrentRegularizer; init => _cell.RecurrentRegularizer = value; }

    /// <summary>A penalty on the bias.</summary>
    public Regularizer? BiasRegularizer { get => _cell.BiasRegularizer; init => _cell.BiasRegularizer = value; }

    /// <summary>What the kernel must satisfy after each step of training.</summary>
    public Constraint? KernelConstraint { get => _cell.KernelConstraint; init => _cell.KernelConstraint = value; }

    /// <summary>What the recurrent kernel must satisfy after each step of training.</summary>
    public Constraint? RecurrentConstraint { get => _cell.RecurrentConstraint; init => _cell.RecurrentConstraint = value; }

    /// <summary>What the bias must satisfy after each step of training.</summary>
    public Constraint? BiasConstraint { get => _cell.BiasConstraint; init => _cell.BiasConstraint = value; }

    /// <summary>The part of the inputs that is dropped while training: the same ones at all steps of time. Range: from 0 to below 1.</summary>
    public double Dropout { get => _cell.Dropout; init => _cell.Dropout = value; }

    /// <summary>The part of the state that is dropped while training, where it meets the recurrent kernel: the same one at all steps of time.
    /// Range: from 0 to below 1.</summary>
    public double RecurrentDropout { get => _cell.RecurrentDropout; init => _cell.RecurrentDropout = value; }

    /// <inheritdoc/>
    public override string ToString() => $"{GetType().Name}({_cell.Units})";
}
