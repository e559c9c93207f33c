using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// Divides the channels of each row into groups and brings each group, over all its positions, to mean 0 and standard deviation 1; then multiplies by γ and
/// adds β, channel by channel. For images in small batches (Wu and He, 2018).
/// </summary>
/// <remarks>Input and output have the same shape. Weights, of the axis' extent: gamma, beta. Groups −1: each channel by itself
/// (instance normalization).</remarks>
public sealed class GroupNormalization : AffineNormalization
{
    internal static Kind<GroupNormalization> Kind { get; } = new("GroupNormalization", c => new(c));

    private int _axis;
    private int _groups;
    private Shape _features;

    /// <summary>A normalization of groups.</summary>
    /// <param name="groups">How many groups; the number of channels must be a multiple. −1: as many as there are channels.</param>
    public GroupNormalization(int groups = 32) => Groups = Checked(groups, nameof(groups));

    private GroupNormalization(IConfig<GroupNormalization> c) : base(c)
    {
        Groups = Checked(c.Int("groups", l => l.Groups, 32), "groups");
        Axis = c.Int("axis", l => l.Axis, -1);
    }

    /// <summary>How many groups; −1 for as many as there are channels.</summary>
    public int Groups { get; }

    /// <summary>The axis of the channels.</summary>
    public int Axis { get; init; } = -1;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        _axis = input.Axis(Axis);
        if (_axis == 0) { throw new ShapeException($"{this} needs an axis of channels behind the batch, but axis {Axis} of shape {input} is the batch."); }
        int channels = input[_axis];
        _groups = Groups == -1 ? channels : Groups;
        if (channels % _groups != 0)
        {
            throw new ShapeException($"{this} divides channels into {_groups} equal groups, but shape {input} has {channels} channels.");
        }

        _features = [channels];
        AddGammaAndBeta(_features, Scale, Center);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training)
    {
        Shape aligned = Aligned(this, x.Shape, [_axis], _features);
        Tensor grouped = x.Reshape([.. x.Shape.Dimensions[.._axis], _groups, x.Shape[_axis] / _groups, .. x.Shape.Dimensions[(_axis + 1)..]]);
        int[] inner = [.. Enumerable.Range(1, x.Rank).Where(axis => axis != _axis)];
        Tensor centred = grouped - grouped.Mean(inner, keepDims: true);
        return ScaleAndShift((centred / (centred.Square().Mean(inner, keepDims: true) + Epsilon).Sqrt()).Reshape(x.Shape), aligned);
    }

    private static int Checked(int groups, string name) =>
        groups is 0 or < -1 ? throw new ArgumentOutOfRangeException(name, groups, "There is at least one group; −1 stands for one for each channel.") : groups;

    /// <inheritdoc/>
    public override string ToString() => $"GroupNormalization({Groups})";
}
