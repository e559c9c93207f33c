using Hebb.Keras;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Optimizers;

/// <summary>Links of one's own around a rule.</summary>
public sealed class OptimizerLinkTests
{
    /// <summary>Gradients without their mean, as Yong et al. (2020).</summary>
    private sealed class Centralization : OptimizerLink
    {
        public override IReadOnlyList<Tensor> TransformGradients(IReadOnlyList<Parameter> parameters, IReadOnlyList<Tensor> gradients) =>
            [.. gradients.Select(gradient => gradient - gradient.Mean())];
    }

    /// <summary>Weights are pulled back to a slow copy every so many updates (Zhang et al., 2019, "lookahead").</summary>
    private sealed class Lookahead(int every, double share) : OptimizerLink
    {
        private Parameter? _pulls;

        public override void AfterUpdate(Parameter parameter)
        {
            _pulls ??= HostScalar("pulls", update => update % every == 0 ? 1 : 0);
            Parameter slow = Slot(parameter, "slow", () => parameter.Value);
            Tensor pulled = slow.Value + (parameter.Value - slow.Value) * share;
            slow.Assign(Tensor.Where(_pulls.Value > 0, pulled, slow.Value));
            parameter.Assign(Tensor.Where(_pulls.Value > 0, pulled, parameter.Value));
        }
    }

    private sealed class Noting(List<string> notes, string name) : OptimizerLink
    {
        public override IReadOnlyList<Tensor> TransformGradients(IReadOnlyList<Parameter> parameters, IReadOnlyList<Tensor> gradients)
        {
            notes.Add($"{name} gradients");
            return gradients;
        }

        public override void BeforeUpdate(Parameter parameter) => notes.Add($"{name} before");

        public override void AfterUpdate(Parameter parameter) => notes.Add($"{name} after");
    }

    private sealed class Losing : OptimizerLink
    {
        public override IReadOnlyList<Tensor> TransformGradients(IReadOnlyList<Parameter> parameters, IReadOnlyList<Tensor> gradients) => [];
    }

    [Fact]
    public void A_link_changes_gradients_behind_the_clipping() =>
        // Gradients are k·w, cut to ±0.4, then freed from their mean.
        Descent.CompareAll(new SGD(0.1) { ClipValue = 0.4, Links = [new Centralization()] }, (g, w, _) =>
        {
            double[] clipped = [.. g.Select(value => Math.Clamp(value, -0.4, 0.4))];
            return [.. w.Select((value, i) => value - 0.1 * (clipped[i] - clipped.Average()))];
        });

    [Fact]
    public void A_link_changes_weights_and_keeps_state()
    {
        double[] slow = [.. Descent.Start];
        SGD sgd = new(0.1) { Links = [new Lookahead(2, 0.5)] };
        Descent.CompareAll(sgd, (g, w, t) =>
        {
            double[] fast = [.. w.Select((value, i) => value - 0.1 * g[i])];
            if (t % 2 == 0) { fast = slow = [.. slow.Select((value, i) => value + 0.5 * (fast[i] - value))]; }
            return fast;
        });
        Assert.Equal(["w/slow"], sgd.State.Select(slot => slot.Name));
    }

    [Fact]
    public void Averages_and_accumulation_know_what_a_link_did()
    {
        // Two batches with gradients 1 and 3 make one update by their mean 2, which the link pulls back by half.
        Parameter w = new("w", Tensor.Create(0f));
        SGD sgd = new(1) { Links = [new Lookahead(1, 0.5)], GradientAccumulationSteps = 2, UseEma = true, EmaMomentum = 0.5 };
        double[][] steps = Descent.Follow(sgd, w, Tensor.Create(1f), Tensor.Create(3f), Tensor.Create(1f), Tensor.Create(3f));
        Assert.Equal([0, -1, -1, -2], steps.Select(step => step[0]));
        sgd.FinalizeValues([w]);
        Assert.Equal(-1.5, w.Value.Item());
    }

    [Fact]
    public void Links_lie_around_the_rule_like_skins()
    {
        List<string> notes = [];
        Descent.Run(new SGD { Links = [new Noting(notes, "a"), new Noting(notes, "b")] }, steps: 1);
        Assert.Equal(["a gradients", "b gradients", "a before", "b before", "b after", "a after"], notes);
    }

    [Fact]
    public void A_link_belongs_to_one_optimizer_and_keeps_shapes()
    {
        Centralization link = new();
        Descent.Run(new SGD { Links = [link] }, steps: 1);
        InvalidOperationException shared = Assert.Throws<InvalidOperationException>(() => Descent.Run(new Adam { Links = [link] }, steps: 1));
        Assert.Contains("another optimizer", shared.Message, StringComparison.Ordinal);
        ShapeException lost = Assert.Throws<ShapeException>(() => Descent.Run(new SGD { Links = [new Losing()] }, steps: 1));
        Assert.Contains("Losing", lost.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_say_that_they_have_no_place_for_links()
    {
        Sequential model = new([new Input([2]), new Dense(1)]);
        model.Compile(new SGD { Links = [new Centralization()] }, Loss.MeanSquaredError);
        string path = Path.Combine(Path.GetTempPath(), "links.keras");
        Assert.Contains("IncludeTraining", Assert.Throws<InvalidOperationException>(() => model.Save(path)).Message, StringComparison.Ordinal);
    }
}
