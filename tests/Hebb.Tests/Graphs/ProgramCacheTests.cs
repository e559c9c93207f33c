using System.Runtime.CompilerServices;
using Hebb.Graphs;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Graphs;

/// <summary>How many programs a function keeps, which ones, and that the memory of the others is freed.</summary>
public sealed class ProgramCacheTests
{
    /// <summary>Room for about ten programs of one kernel.</summary>
    private const long Little = 12_000;

    [Fact]
    public void What_programs_take_together_is_bounded()
    {
        Function function = Doubling(out _);
        for (int length = 1; length <= 500; length++) { function.Call(Tensor.Ones([length])); }
        Assert.InRange(function.Programs.Bytes, 1, Little);
        Assert.InRange(function.Programs.Count, ProgramCache.FewestKept, 20);
    }

    [Fact]
    public void Shapes_that_fit_are_compiled_once()
    {
        Function function = new(x =>
        {
            _traced++;
            return x * 2;
        });
        for (int round = 0; round < 5; round++)
        {
            for (int length = 1; length <= 500; length++) { function.Call(Tensor.Ones([length])); }
        }

        Assert.Equal(500, _traced);
    }

    [Fact]
    public void The_least_recently_used_program_goes_first()
    {
        Function function = Doubling(out StrongBox<int> traced);
        for (int length = 1; length <= 200; length++)
        {
            function.Call(Tensor.Ones([length]));
            function.Call(Tensor.Ones([1]));
        }

        Assert.Equal(200, traced.Value);
        function.Call(Tensor.Ones([200]));
        function.Call(Tensor.Ones([1]));
        Assert.Equal(200, traced.Value);
        function.Call(Tensor.Ones([2]));
        Assert.Equal(201, traced.Value);
    }

    [Fact]
    public void A_program_that_is_used_again_and_again_stays_when_others_come()
    {
        Function function = Doubling(out StrongBox<int> traced);
        function.Call(Tensor.Ones([1]));
        for (int length = 2; length <= 9; length++) { function.Call(Tensor.Ones([length])); }
        for (int i = 0; i < 100; i++) { function.Call(Tensor.Ones([1])); }
        for (int length = 10; length <= 14; length++) { function.Call(Tensor.Ones([length])); }
        Assert.Equal(14, traced.Value);
        function.Call(Tensor.Ones([1]));
        Assert.Equal(14, traced.Value);
    }

    [Fact]
    public void Large_constants_count_unless_programs_share_them()
    {
        Tensor shared = Numbers();
        Function sharing = new(x => x + shared.Sum() + shared.Max()) { Programs = new(1 << 20) };
        Function making = new(x => x + Numbers().Sum()) { Programs = new(1 << 20) };
        for (int length = 1; length <= 40; length++)
        {
            sharing.Call(Tensor.Ones([length]));
            making.Call(Tensor.Ones([length]));
        }

        Assert.Equal(40, sharing.Programs.Count);
        Assert.InRange(making.Programs.Count, 4, 5);

        static Tensor Numbers() => Tensor.Create<float>([.. Enumerable.Range(0, 50_000).Select(i => (float)i)], [50_000]);
    }

    [Fact]
    public void Two_shapes_by_turns_stay_however_large_their_programs_are()
    {
        StrongBox<int> traced = new();
        Function function = new(x =>
        {
            traced.Value++;
            return x * 2;
        })
        { Programs = new(1) };
        for (int i = 0; i < 10; i++) { function.Call(Tensor.Ones([3 + i % ProgramCache.FewestKept])); }
        Assert.Equal(ProgramCache.FewestKept, traced.Value);
    }

    [Fact]
    public void Programs_that_go_are_freed_with_their_frames()
    {
        Function function = Doubling(out _);
        WeakReference[] programs = Programs(function);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.Equal(function.Programs.Count, programs.Count(program => program.IsAlive));
        GC.KeepAlive(function);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference[] Programs(Function function)
        {
            WeakReference[] programs = new WeakReference[100];
            for (int length = 1; length <= programs.Length; length++)
            {
                Tensor x = Tensor.Ones([length]);
                function.Call(x);
                programs[length - 1] = new(function.Prepare([x]));
            }

            return programs;
        }
    }

    [Fact]
    public void Calls_of_many_threads_give_the_same_bits_while_programs_come_and_go()
    {
        Tensor[] inputs = [.. Enumerable.Range(1, 40).Select(rows => Tensor.RandomUniform([rows, 9], RandomKey.FromSeed(rows), -1, 1))];
        foreach (Tensor input in inputs) { _ = input.ToDoubles(); }
        float[][] expected = [.. inputs.Select(input => Network(new()).Call(input)[0].ToArray<float>())];
        Function function = Network(new(Little));
        Parallel.For(0, 8, new() { MaxDegreeOfParallelism = 8 }, thread =>
        {
            Random random = new(thread);
            for (int call = 0; call < 150; call++)
            {
                int i = random.Next(inputs.Length);
                Assert.Equal(expected[i], function.Call(inputs[i])[0].ToArray<float>());
            }
        });
        Assert.InRange(function.Programs.Count, ProgramCache.FewestKept, 20);

        static Function Network(ProgramCache programs) => new(x => (x.MatMul(x.Transpose()).Softmax() * x.Sum(1)).Tanh()) { Programs = programs };
    }

    private int _traced;

    private static Function Doubling(out StrongBox<int> traced)
    {
        StrongBox<int> count = traced = new();
        return new(x =>
        {
            count.Value++;
            return x * 2;
        })
        { Programs = new(Little) };
    }
}
