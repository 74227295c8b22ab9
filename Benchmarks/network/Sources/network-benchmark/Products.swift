import CKernels
import NN

/// Products and convolutions alone, on the kernels that training uses.
struct Products {
  private let kernels = nn_kernels_at(Int32(NN_AVX512))

  /// C[m x n] = A[m x k] B[k x n], B and C in panels; gives the operations done.
  func product(rows m: Int, columns n: Int, inner k: Int) -> () -> Double {
    let panels = (n + panelWidth - 1) / panelWidth
    let a = filled(m * k)
    let b = filled(panels * k * panelWidth)
    let c = filled(panels * m * panelWidth)
    let kernels = kernels
    let gemm = nn_gemm(
      m: m, n: n, k: k, blocks: 1, a_block: 0, c_block: 0, segments: nil, segment_count: 1,
      a: a, a_row: k, a_column: 1, b: b, b_row: panelWidth, b_panel: k * panelWidth,
      c: c, c_row: panelWidth, c_panel: m * panelWidth, bias: nil, relu: 0, accumulate: 0)
    return {
      withUnsafePointer(to: gemm) { kernels.gemm($0) }
      return 2 * Double(m) * Double(n) * Double(k)
    }
  }

  /// A convolution of square images that bring their borders, stride 1: one product an image, whose inner dimension is
  /// a row of the window, and whose segments are the window's rows.
  func convolution(images: Int, side: Int, channels: Int, filters: Int, kernel: Int) -> () -> Double {
    let out = side - kernel + 1
    let panels = (filters + panelWidth - 1) / panelWidth
    let inner = kernel * channels
    let x = filled(images * side * side * channels)
    let b = filled(panels * kernel * inner * panelWidth)
    let stride = panels * panelWidth
    let y = filled(images * out * out * stride)
    let kernels = kernels
    let segments = (0..<kernel).map { nn_segment(a: $0 * side * channels, b: $0 * inner * panelWidth) }
    return {
      segments.withUnsafeBufferPointer { segments in
        for image in 0..<images {
          var gemm = nn_gemm(
            m: out, n: filters, k: inner, blocks: out, a_block: side * channels, c_block: out * stride,
            segments: segments.baseAddress, segment_count: kernel,
            a: x + image * side * side * channels, a_row: channels, a_column: 1,
            b: b, b_row: panelWidth, b_panel: kernel * inner * panelWidth,
            c: y + image * out * out * stride, c_row: stride, c_panel: panelWidth,
            bias: nil, relu: 0, accumulate: 0)
          kernels.gemm(&gemm)
        }
      }
      return 2 * Double(images * out * out) * Double(filters) * Double(kernel * inner)
    }
  }

  /// Memory that lives as long as the program.
  private func filled(_ count: Int) -> UnsafeMutablePointer<Float> {
    let start = UnsafeMutablePointer<Float>.allocate(capacity: count + panelWidth)
    for i in 0..<count + panelWidth { start[i] = Float(i % 17) * 0.01 }
    return start
  }
}

private let panelWidth = Int(NN_PANEL)
