using System.Reflection;
using Hebb.Graphs;
using Hebb.Ops;
using Hebb.Tensors;
using Xunit.Abstractions;

namespace Hebb.Tests.Ops;

public sealed class EveryOpTests(ITestOutputHelper output)
{
    private const int ShapesPerCase = 20;

    public static TheoryData<int, string> Cases
    {
        get
        {
            TheoryData<int, string> data = [];
            for (int i = 0; i < EveryOp.Cases.Count; i++) { data.Add(i, EveryOp.Cases[i].Name); }
            return data;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    [Trait("Speed", "Slow")]
    public void Gradients_agree_with_differences(int index, string name)
    {
        int checks = EveryOp.Cases[index].Check(ShapesPerCase);
        output.WriteLine($"{name}: {checks} checks passed.");
        Assert.True(checks >= ShapesPerCase);
    }

    [Fact]
    public void Every_public_operation_on_tensors_is_in_the_table()
    {
        IEnumerable<string> operations = typeof(TensorOps).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => method.ReturnType == typeof(Tensor)).Select(method => method.Name).Distinct();
        Assert.Empty(operations.Except(EveryOp.Cases.Select(entry => entry.Name)).Order());
    }

    private static Tensor[] WithGradients(Tensor y, IReadOnlyList<Tensor> x) => [y, .. Gradient.Of(y, [.. x.Where(tensor => tensor.DType.IsFloat)])];

    [Fact]
    public void Every_primitive_occurs_in_a_case()
    {
        List<Op> used = [];
        foreach (GradientCase entry in EveryOp.Cases)
        {
            for (int seed = 0; seed < 5; seed++)
            {
                Tensor[] at = entry.Arguments(new Random(seed));
                TracedGraph graph = TracedGraph.Of(x => WithGradients(entry.Function(x), x), [.. at.Select(x => (x.Shape, x.DType))]);
                used.AddRange(Topology.Sort(graph.Roots).Select(tensor => tensor.Op));
            }
        }

        Type[] leaves = [typeof(Constant), typeof(Input), typeof(ParameterRead)];
        IEnumerable<Type> primitives = typeof(Op).Assembly
            .GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Op)) && !type.IsAbstract && !type.Namespace!.StartsWith("Hebb.Cpu", StringComparison.Ordinal));
        Assert.Empty(primitives.Except(leaves).Except(used.Select(op => op.GetType())).Select(type => type.Name));
        Assert.Empty(Enum.GetValues<ElementwiseFunction>().Except(used.OfType<Elementwise>().Select(op => op.Function)));
        Assert.Empty(Enum.GetValues<Reduction>().Except(used.OfType<Reduce>().Select(op => op.Kind)));
    }
}
