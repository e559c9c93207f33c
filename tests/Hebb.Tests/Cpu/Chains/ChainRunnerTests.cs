using Hebb.Cpu.Chains;
using Hebb.Cpu.Running;
using Hebb.Ops;
using Hebb.Tensors;
using static Hebb.Ops.ElementwiseFunction;

namespace Hebb.Tests.Cpu.Chains;

public class ChainRunnerTests
{
    private static readonly (int Rows, int Columns)[] s_shapes = [(1, 1), (1, 17), (5, 1), (3, 16), (7, 33), (2, 1043), (90, 12), (64, 32)];

    private static readonly OperandMode[] s_modes =
        [OperandMode.Matrix, OperandMode.Row, OperandMode.Column, OperandMode.Scalar, OperandMode.Product];

    public static TheoryData<string> Functions => [.. Enum.GetNames<ElementwiseFunction>()];

    [Theory]
    [MemberData(nameof(Functions))]
    [Trait("Speed", "Slow")]
    public void Function_agrees_with_its_definition_in_all_modes_and_types(string name)
    {
        ElementwiseFunction function = Enum.Parse<ElementwiseFunction>(name);
        Random random = new(7 + (int)function);
        int arity = Elementwise.Arity(function);
        for (int combination = 0; combination < Math.Pow(s_modes.Length, arity); combination++)
        {
            foreach (var (rows, columns) in s_shapes)
            {
                if (arity == 3 && rows * columns > 300) { continue; }
                Operand[] inputs = new Operand[arity];
                for (int i = 0, rest = combination; i < arity; i++, rest /= s_modes.Length)
                {
                    bool truth = function is And or Or or Not || function == Select && i == 0;
                    OperandMode mode = s_modes[rest % s_modes.Length];
                    if (truth && mode == OperandMode.Product) { mode = OperandMode.Matrix; }
                    DType type = truth ? DType.Bool : mode != OperandMode.Product && random.Next(4) == 0 ? DType.Int32 : DType.Float32;
                    inputs[i] = ChainBuilder.Operand(i, mode, columns, type, random);
                }

                DType result = Elementwise.GivesBool(function) ? DType.Bool : random.Next(4) == 0 ? DType.Int32 : DType.Float32;
                Chain chain = new()
                {
                    Rows = rows,
                    Columns = columns,
                    Inputs = inputs,
                    Constants = [],
                    Code = [new(function, 0, (short)Math.Min(1, arity - 1), (short)Math.Min(2, arity - 1), (short)arity)],
                    Outputs = [new((short)arity, ChainBuilder.Operand(arity, OperandMode.Matrix, columns, result, random))],
                };
                new ChainCase(chain, random, random.Next(2) * 3).CheckRows(new(chain), rows);
            }
        }
    }

    [Fact]
    public void Random_chains_agree_with_naive_interpretation_for_every_division_of_rows()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            Random random = new(seed);
            Chain chain = ChainBuilder.Random(random);
            ChainCase test = new(chain, random, random.Next(2) * 5);
            ChainRunner runner = new(chain);
            test.CheckRows(runner, chain.Rows);
            test.CheckRows(runner, [.. Enumerable.Range(1, chain.Rows)]);
            test.CheckRows(runner, (chain.Rows + 1) / 3, chain.Rows);
            if (chain.Inputs.All(input => input.Mode != OperandMode.Product)) { test.CheckKernel(new(chain)); }
        }
    }

    [Theory]
    [InlineData(3, 40, 0)]
    [InlineData(3, 37, 5)]
    [InlineData(1, 3000, 0)]
    [InlineData(400, 1, 0)]
    public void Swap_in_place_reads_both_old_values(int rows, int columns, int padding)
    {
        Operand a = new(new(0, 0), OperandMode.Matrix, columns + padding), b = new(new(1, 0), OperandMode.Matrix, columns + padding);
        Check(new() { Rows = rows, Columns = columns, Inputs = [a, b], Constants = [], Code = [], Outputs = [new(0, b), new(1, a)] });
    }

    [Theory]
    [InlineData(3, 40, 0)]
    [InlineData(3, 37, 5)]
    [InlineData(1, 3000, 0)]
    public void Old_value_read_after_the_new_one_is_computed_is_still_the_old_one(int rows, int columns, int padding)
    {
        // m' = 2 m + g; w' = w + m, with the old m.
        Operand m = new(new(0, 0), OperandMode.Matrix, columns + padding), w = new(new(1, 0), OperandMode.Matrix, columns + padding);
        Operand g = new(new(2, 0), OperandMode.Matrix, columns);
        Check(new()
        {
            Rows = rows,
            Columns = columns,
            Inputs = [m, w, g],
            Constants = [2],
            Code = [new(MultiplyAdd, 0, 3, 2, 4), new(Add, 1, 0, 0, 5)],
            Outputs = [new(4, m), new(5, w)],
        });
    }

    [Fact]
    public void Output_is_also_read_as_a_scalar_of_a_single_element()
    {
        Operand matrix = new(new(0, 0), OperandMode.Matrix, 1), scalar = new(new(0, 0), OperandMode.Scalar, 0);
        Check(new()
        {
            Rows = 1,
            Columns = 1,
            Inputs = [matrix, scalar],
            Constants = [3],
            Code = [new(Add, 0, 2, 0, 3), new(Multiply, 3, 1, 0, 4)],
            Outputs = [new(3, matrix), new(4, new(new(1, 0), OperandMode.Matrix, 1))],
        });
    }

    [Fact]
    public void Product_may_be_overwritten_by_the_output_it_lies_in()
    {
        // y0 goes where the product was, y1 still reads the product.
        const int Rows = 5, Columns = 24;
        Random random = new(1);
        Frame frame = new(2) { Pool = new() };
        Storage memory = new(Rows * Columns * 4), other = new(Rows * Columns * 4), scratch = new(1 << 16);
        float[] old = new float[Rows * Columns];
        for (int i = 0; i < old.Length; i++) { memory.Span<float>()[i] = old[i] = random.NextSingle(); }
        frame.Bind(0, memory);
        frame.Bind(1, other);
        Chain chain = new()
        {
            Rows = Rows,
            Columns = Columns,
            Inputs = [new(default, OperandMode.Product, 0)],
            Constants = [1, 2],
            Code = [new(Add, 0, 1, 0, 3), new(Multiply, 0, 2, 0, 4)],
            Outputs = [new(3, new(new(0, 0), OperandMode.Matrix, Columns)), new(4, new(new(1, 0), OperandMode.Matrix, Columns))],
        };
        unsafe { new ChainRunner(chain).Rows(frame, (float*)scratch.Start, 0, Rows, (float*)memory.Start, Columns); }
        for (int i = 0; i < old.Length; i++)
        {
            Assert.Equal(old[i] + 1, memory.Span<float>()[i]);
            Assert.Equal(old[i] * 2, other.Span<float>()[i]);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gradient_of_relu_keeps_the_gradient_where_the_value_is_positive(bool negativeZero)
    {
        foreach (OperandMode mode in s_modes)
        {
            Random random = new((int)mode);
            Operand x = ChainBuilder.Operand(0, mode, 37, DType.Float32, random);
            Chain chain = new()
            {
                Rows = 9,
                Columns = 37,
                Inputs = [x, ChainBuilder.Operand(1, OperandMode.Matrix, 37, DType.Float32, random)],
                Constants = [negativeZero ? -0f : 0f],
                Code = [new(Less, 2, 0, 0, 3), new(Select, 3, 1, 2, 4)],
                Outputs = [new(4, new(new(2, 0), OperandMode.Matrix, 37))],
            };
            new ChainCase(chain, random).CheckRows(new(chain), 9);
        }
    }

    [Fact]
    public void Wrong_element_type_is_named_in_the_error()
    {
        Operand x = new(new(0, 0), OperandMode.Matrix, 4, DType.Float64);
        Chain chain = new() { Rows = 1, Columns = 4, Inputs = [x], Constants = [], Code = [new(Exp, 0, 0, 0, 1)], Outputs = [] };
        Assert.Contains("Float64", Assert.Throws<NotSupportedException>(() => new ChainRunner(chain)).Message, StringComparison.Ordinal);
    }

    private static void Check(Chain chain)
    {
        ChainCase test = new(chain, new(5));
        test.CheckRows(new(chain), chain.Rows);
        test.CheckRows(new(chain), [.. Enumerable.Range(1, chain.Rows)]);
        test.CheckKernel(new(chain));
    }
}
