using Hebb.Cpu.Chains;
using static Hebb.Ops.ElementwiseFunction;

namespace Hebb.Tests.Cpu.Chains;

public class ChainLibraryTests
{
    [Theory]
    [InlineData(64, 32, 0, false)]
    [InlineData(7, 13, 0, false)]
    [InlineData(7, 13, 3, false)]
    [InlineData(5, 40, 0, true)]
    [InlineData(5, 41, 2, true)]
    [InlineData(1, 1, 0, false)]
    [InlineData(300, 1, 0, false)]
    [InlineData(1, 50000, 0, false)]
    public void Adam_from_the_library_gives_the_bits_of_the_interpreter(int rows, int columns, int padding, bool product)
    {
        Chain chain = Adam(rows, columns, padding, product);
        Assert.Equal(ChainLibrary.Adam, new CanonicalChain(chain).Text);
        CheckBoth(chain, product);
    }

    [Theory]
    [InlineData(64, 32, 0)]
    [InlineData(7, 13, 3)]
    public void Momentum_from_the_library_gives_the_bits_of_the_interpreter(int rows, int columns, int padding)
    {
        Operand m = Matrix(1, columns + padding), w = Matrix(2, columns);
        Chain chain = new()
        {
            Rows = rows,
            Columns = columns,
            Inputs = [Matrix(0, columns), m, w, new(new(3, 0), OperandMode.Scalar, 0)],
            Constants = [0.9f],
            Code = [new(Multiply, 3, 0, 0, 5), new(Negate, 5, 0, 0, 6), new(MultiplyAdd, 1, 4, 6, 7), new(FlushTiny, 7, 0, 0, 8), new(Add, 2, 8, 0, 9)],
            Outputs = [new(8, m), new(9, w)],
        };
        Assert.Equal(ChainLibrary.Momentum, new CanonicalChain(chain).Text);
        CheckBoth(chain, product: false);
    }

    [Fact]
    public void Text_numbers_values_as_the_code_mentions_them()
    {
        Chain chain = new()
        {
            Rows = 2,
            Columns = 3,
            Inputs = [new(new(0, 0), OperandMode.Row, 0), Matrix(1, 3)],
            Constants = [5, 6],
            Code = [new(MultiplyAdd, 1, 3, 0, 4), new(Relu, 4, 0, 0, 5)],
            Outputs = [new(5, Matrix(2, 3))],
        };
        Assert.Equal("MultiplyAdd i0 c0 i1 > t0; Relu t0 > o0; matrix row", new CanonicalChain(chain).Text);
        Assert.Equal(0, ChainLibrary.Find(new(chain)));
    }

    internal static Chain Adam(int rows, int columns, int padding, bool product)
    {
        Operand g = product ? new(default, OperandMode.Product, 0) : Matrix(0, columns);
        Operand m = Matrix(1, columns + padding), v = Matrix(2, columns), w = Matrix(3, columns), rate = new(new(4, 0), OperandMode.Scalar, 0);
        return new()
        {
            Rows = rows,
            Columns = columns,
            Inputs = [w, m, v, g, rate],
            Constants = [0.1f, 0.001f, 1e-7f],
            Code =
            [
                new(Subtract, 3, 1, 0, 8), new(MultiplyAdd, 8, 5, 1, 9), new(FlushTiny, 9, 0, 0, 10),
                new(Multiply, 3, 3, 0, 11), new(Subtract, 11, 2, 0, 12), new(MultiplyAdd, 12, 6, 2, 13), new(FlushTiny, 13, 0, 0, 14),
                new(Multiply, 4, 10, 0, 15), new(Sqrt, 14, 0, 0, 16), new(Add, 16, 7, 0, 17), new(Divide, 15, 17, 0, 18),
                new(Subtract, 0, 18, 0, 19),
            ],
            Outputs = [new(10, m), new(14, v), new(19, w)],
        };
    }

    private static Operand Matrix(int slot, int stride) => new(new(slot, 0), OperandMode.Matrix, stride);

    private static void CheckBoth(Chain chain, bool product)
    {
        ChainRunner library = new(chain), interpreter = new(chain, useLibrary: false);
        Assert.True(library.IsFromLibrary);
        Assert.False(interpreter.IsFromLibrary);
        ChainCase test = new(chain, new(3), product ? 4 : 0);
        foreach (ChainRunner runner in new[] { library, interpreter })
        {
            test.CheckRows(runner, chain.Rows);
            test.CheckRows(runner, (chain.Rows + 1) / 2, chain.Rows);
        }

        if (!product) { test.CheckKernel(new(chain)); }
    }
}
