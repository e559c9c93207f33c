using Hebb.Configuration;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Cells one behind the other: at each step the output of one is the input of the next.</summary>
public sealed class StackedRNNCells : RnnCell
{
    internal static Kind<StackedRNNCells> Kind { get; } = new("StackedRNNCells", c => new(c.Layers("cells", l => l.Cells, "a cell")));

    /// <summary>A cell of cells.</summary>
    public StackedRNNCells(params IReadOnlyList<RnnCell> cells)
    {
        if (cells.Count == 0) { throw new ArgumentException("StackedRNNCells needs at least one cell.", nameof(cells)); }
        Cells = [.. cells.Select(AddLayer)];
    }

    /// <summary>The cells in order.</summary>
    public IReadOnlyList<RnnCell> Cells { get; }

    /// <inheritdoc/>
    internal override string ListName => "cells";

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        Shape step = input;
        foreach (RnnCell cell in Cells)
        {
            cell.BuildFor(step);
            Shape at = step;
            Tensor output = Trace.OnSymbols(() => cell.Apply(Trace.Symbol(0, at, DType.Float32)));
            step = output.Shape;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> StateShapes(Shape step)
    {
        List<Shape> shapes = [];
        foreach (RnnCell cell in Cells)
        {
            IReadOnlyList<Shape> own = cell.StateShapes(step);
            shapes.AddRange(own);
            step = [step[0], .. own[0].Dimensions];
        }

        return shapes;
    }

    /// <summary>The first cell's preparation: the others have their input step by step.</summary>
    public override IReadOnlyList<Tensor> Prepare(Tensor x, bool training) => Cells[0].Prepare(x, training);

    /// <inheritdoc/>
    public override (Tensor Output, IReadOnlyList<Tensor> States) Step(IReadOnlyList<Tensor> x, IReadOnlyList<Tensor> states, bool training)
    {
        List<Tensor> after = [];
        Tensor output = x[0];
        for (int i = 0; i < Cells.Count; i++)
        {
            int count = Cells[i].StateShapes([output.Shape[0], .. output.Shape.Dimensions[1..]]).Count;
            IReadOnlyList<Tensor> own = [.. states.Skip(after.Count).Take(count)];
            (output, IReadOnlyList<Tensor> next) = Cells[i].Step(i == 0 ? x : Cells[i].PrepareStep(output, training), own, training);
            after.AddRange(next);
        }

        return (output, after);
    }
}
